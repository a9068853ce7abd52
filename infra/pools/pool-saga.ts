import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  Map as ForEach,
  type IChainable,
  ProvideItems,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import type { Handler } from '../shared/handler.ts';
import { Saga } from '../shared/saga.ts';
import { persistence, type StepProps, step, waitForAnswer } from '../shared/saga-steps.ts';
import { poolSteps } from './pool-steps.ts';

/** How long the saga waits, and how often it asks. */
const patience = {
  /** The read table is seconds behind; two hours mean that somebody must look. */
  musterEvery: Duration.seconds(10),
  mustersMax: 720,
  dealerEvery: Duration.minutes(1),
  dealerAsksMax: 30,
  /** Then the members get their money back, and the house keeps whatever the dealer may have sold it. */
  people: Duration.days(7),
  segmentsAtOnce: 8,
} as const;

/** Seconds until no more can be committed. */
const untilDeadline =
  '{% $max([1, $ceil(($toMillis($states.input.deadline) - $toMillis($states.context.State.EnteredTime)) / 1000)]) %}';

/**
 * From the opening of a pool to its end: everybody has gold, or everybody has their money back. Money is reserved until
 * one of the two; whatever is asked of the dealer or of people has a deadline, after which it is given back.
 */
export class PoolSaga extends Construct {
  readonly #steps: ReturnType<typeof poolSteps>;

  constructor(scope: Construct, parts: Parts) {
    super(scope, 'PoolSaga');
    this.#steps = poolSteps(this, parts);
    new Saga(this, parts.platform, {
      saga: 'pool',
      definition: this.#commitments(),
      timeout: Duration.days(500),
    });
  }

  /** Until the target, the deadline or operations; then nobody comes in any more. */
  #commitments(): IChainable {
    const shut = this.#step('ShutPool', this.#steps.shut, {
      assign: {
        status: '{% $states.result.Payload.status %}',
        musters: 0,
        asked: 0,
        why: 'closed',
      },
    }).next(this.#muster());
    return waitForAnswer(this, 'AwaitEnd', this.#steps.awaitEnd, {
      timeout: untilDeadline,
      retry: persistence,
    })
      .addCatch(shut, { errors: [Errors.TIMEOUT] })
      .next(shut);
  }

  /** Waits until the read table has every member, since it is by that table that all are dealt with. */
  #muster(): IChainable {
    const muster = this.#step('MusterMembers', this.#steps.muster, {
      assign: {
        segments: '{% $states.result.Payload.segments %}',
        musters: '{% $musters + 1 %}',
      },
    });
    const again = new Wait(this, 'AwaitReadTable', {
      time: WaitTime.duration(patience.musterEvery),
    }).next(muster);
    const release = this.#release();
    return muster.next(
      new Choice(this, 'Complete?')
        .when(Condition.jsonata("{% $states.input.complete and $status = 'cancelled' %}"), release)
        .when(Condition.jsonata('{% $states.input.complete %}'), this.#buy(release))
        .when(
          Condition.jsonata(`{% $musters >= ${patience.mustersMax} %}`),
          new Fail(this, 'MembersMissing', { error: 'MembersMissing' }),
        )
        .otherwise(again),
    );
  }

  /** Asks the dealer until it has delivered or refused; what it means otherwise, people find out. */
  #buy(release: IChainable): IChainable {
    const buy = this.#step('BuyBulk', this.#steps.buy, {
      assign: { asked: '{% $asked + 1 %}', why: '{% $states.result.Payload.why %}' },
    });
    const giveUp = this.#step('GiveUpPool', this.#steps.giveUp, { tell: { why: '$why' } }).next(
      release,
    );
    const people = waitForAnswer(this, 'AwaitPeople', this.#steps.awaitPeople, {
      timeout: patience.people,
      retry: persistence,
      tell: { why: '$why' },
      assign: { asked: 0 },
    })
      .addCatch(giveUp, { errors: [Errors.TIMEOUT] })
      .next(buy);
    const later = new Wait(this, 'AwaitDealer', {
      time: WaitTime.duration(patience.dealerEvery),
    }).next(buy);
    return buy.next(
      new Choice(this, 'Bought?')
        .when(Condition.jsonata("{% $states.input.outcome = 'filled' %}"), this.#allocate())
        .when(Condition.jsonata("{% $states.input.outcome in ['refused', 'cancelled'] %}"), giveUp)
        .when(
          Condition.jsonata(
            `{% $states.input.outcome = 'unavailable' and $asked < ${patience.dealerAsksMax} %}`,
          ),
          later,
        )
        .otherwise(people),
    );
  }

  /** Gives every member their gold, segment by segment, and checks that it was all of it. */
  #allocate(): IChainable {
    const plan = this.#step('PlanAllocation', this.#steps.plan, {
      assign: {
        allocation: '{% $states.result.Payload.allocation %}',
        segments: '{% $states.result.Payload.segments %}',
      },
    });
    const complete = this.#step('CompleteAllocation', this.#steps.complete, {
      tell: { shares: '$states.input' },
    });
    return plan
      .next(
        this.#forEachSegment('AllocateSegments', this.#steps.allocate, {
          allocation: '$allocation',
        }),
      )
      .next(complete)
      .next(new Succeed(this, 'Allocated'));
  }

  #release(): IChainable {
    return this.#forEachSegment('ReleaseSegments', this.#steps.release).next(
      new Succeed(this, 'Released'),
    );
  }

  /** Members' money waits for every one of its steps, so none gives up soon. */
  #step(id: string, handler: Handler, props: StepProps = {}) {
    return step(this, id, handler, { ...props, retry: persistence });
  }

  #forEachSegment(id: string, handler: Handler, tell: Readonly<Record<string, string>> = {}) {
    const each = this.#step(id.slice(0, -1), handler, {
      tell: { ...tell, segment: '$states.input' },
    });
    return ForEach.jsonata(this, id, {
      items: ProvideItems.jsonata('{% $segments %}'),
      maxConcurrency: patience.segmentsAtOnce,
    }).itemProcessor(each);
  }
}
