import { Dashboard, GraphWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { nameOf } from './platform.ts';

/** One dashboard per audience: what the business does, and how the machinery is. */
export class Dashboards extends Construct {
  readonly #money: Dashboard;
  readonly #errors = graph('Function errors');
  readonly #durations = graph('Function duration, p99 (ms)');
  readonly #deadLetters = graph('Dead letters');
  readonly #platform: Dashboard;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Dashboards');
    this.#money = new Dashboard(this, 'Money', { dashboardName: nameOf(config, 'money') });
    this.#platform = new Dashboard(this, 'Platform', { dashboardName: nameOf(config, 'platform') });
    this.#platform.addWidgets(this.#errors, this.#durations, this.#deadLetters);
  }

  addFunction(errors: Metric, duration: Metric): void {
    this.#errors.addLeftMetric(errors);
    this.#durations.addLeftMetric(duration);
  }

  addDeadLetters(depth: Metric): void {
    this.#deadLetters.addLeftMetric(depth);
  }

  /** A graph for those who run the business. */
  addMoney(title: string, ...metrics: readonly Metric[]): void {
    this.#money.addWidgets(graph(title, metrics));
  }

  /** A graph for those who run the machinery. */
  addPlatform(title: string, ...metrics: readonly Metric[]): void {
    this.#platform.addWidgets(graph(title, metrics));
  }
}

const graph = (title: string, left: readonly Metric[] = []) =>
  new GraphWidget({ title, left: [...left], width: 8, height: 6 });
