import { expect, it } from 'vitest';
import { readArguments } from '../../../local/start/arguments.ts';

const usual = { help: false, fresh: false, port: 4000, replay: undefined };

it.each([
  [[], {}, usual],
  [['--fresh'], {}, { ...usual, fresh: true }],
  [['--help'], {}, { ...usual, help: true }],
  [[], { PORT: '4100' }, { ...usual, port: 4100 }],
  [[], { PORT: '' }, usual],
  [['--port', '4200'], { PORT: '4100' }, { ...usual, port: 4200 }],
  [['--port=4200'], {}, { ...usual, port: 4200 }],
  [['--market-replay', 'a=b.csv'], {}, { ...usual, replay: { file: 'a=b.csv', every: '1s' } }],
  [
    ['--market-replay=a.csv', '--replay-every', '5s'],
    {},
    { ...usual, replay: { file: 'a.csv', every: '5s' } },
  ],
])('understands %j with %j', (args, env, expected) => {
  expect(readArguments(args, env)).toEqual(expected);
});

it.each([
  [['--port', '0']],
  [['--port', '65536']],
  [['--port', '4e3']],
  [['--port']],
  [['--fresher']],
  [['fresh']],
  [['--replay-every', '1s']],
])('says what is wrong with %j', (args) => {
  expect(() => readArguments(args, {})).toThrow(/.{20}/);
});
