/** A request as a site of the sandbox takes it, whether it came over a socket or from a function in this process. */
export interface SiteRequest {
  readonly method: string;
  /** Percent-encoded, beginning with `/`. */
  readonly path: string;
  /** Raw, without the question mark; an empty string where there is none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SiteResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A small server without a socket. */
export type Site = (request: SiteRequest) => Promise<SiteResponse>;
