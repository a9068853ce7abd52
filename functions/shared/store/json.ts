const tagged = /^-?\d+n$/;

/** JSON with bigints as `"123n"`: the one extra type that an aggregate's state may hold. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? `${member}n` : member,
  );

/** The inverse of `toJson`. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (_key, member: unknown) =>
    typeof member === 'string' && tagged.test(member) ? BigInt(member.slice(0, -1)) : member,
  );
