package dev.azdrill.evidence;

/** Where a stack that is used comes from, and so what must become of it. */
public enum StackOrigin {
  /** The run made it: it is torn down, or kept on purpose. */
  PROVISIONED,
  /** Somebody else made it, and lets it be drilled: nothing of it is provisioned or removed. */
  ATTACHED,
  /** It is the twin of a stack that stands elsewhere: it ends with the run. */
  TWIN
}
