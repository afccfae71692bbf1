package dev.azdrill.evidence;

/** What became of a claim about the configuration. */
public enum GuaranteeVerdict {
  /** It holds for everything that is described. */
  PROVEN,
  /** Something that is described contradicts it. */
  VIOLATED,
  /** It cannot be judged: something was not read, is not understood, or there is no subject. */
  UNKNOWN
}
