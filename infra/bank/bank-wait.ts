/**
 * How long a saga waits for the bank's word before it asks, in whole seconds: a quarter of an hour, then twice as long
 * each time, a day at most. JSONata has no integer power that is exact for ever, so the exponent is held at seven. The
 * saga counts in `$round`.
 */
export const bankWait = '{% $min([900 * $power(2, $min([$round, 7])), 86400]) %}';

/** What a saga notes when the bank, or our own function, was waited for in vain. */
export const nextRound = { assign: { round: '{% $round + 1 %}' } } as const;
