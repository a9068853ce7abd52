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
  readonly #lag = graph('From event to effect, p99 (ms)');
  readonly #platform: Dashboard;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Dashboards');
    this.#money = new Dashboard(this, 'Money', { dashboardName: nameOf(config, 'money') });
    this.#platform = new Dashboard(this, 'Platform', { dashboardName: nameOf(config, 'platform') });
    this.#platform.addWidgets(this.#errors, this.#durations, this.#deadLetters, this.#lag);
  }

  addFunction(errors: Metric, duration: Metric): void {
    this.#errors.addLeftMetric(labelled(errors));
    this.#durations.addLeftMetric(labelled(duration));
  }

  addDeadLetters(depth: Metric): void {
    this.#deadLetters.addLeftMetric(labelled(depth));
  }

  addLag(lag: Metric): void {
    this.#lag.addLeftMetric(labelled(lag));
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

/** A line is called after what it is of; an alarm, which shows no line, takes its metric bare. */
const labelled = (metric: Metric): Metric =>
  metric.label
    ? metric
    : metric.with({ label: Object.values(metric.dimensions ?? {}).join(' ') || metric.metricName });

const graph = (title: string, left: readonly Metric[] = []) =>
  new GraphWidget({ title, left: left.map(labelled), width: 8, height: 6 });
