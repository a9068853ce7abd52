import { App } from 'aws-cdk-lib';
import { checked } from './synth.ts';

const app = await checked(new App({ analyticsReporting: false }));
app.synth();
