package dev.azdrill.inventory;

/** A file that should be an inventory and is none: says where, what, and what to do. */
public final class UnreadableInventory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnreadableInventory(String whole) {
    super(whole);
  }

  UnreadableInventory(String where, String what) {
    this(sentence(where, what));
  }

  /** Of a file that should be a Terraform state. */
  static UnreadableInventory ofState(String where, String what) {
    return new UnreadableInventory(
        where + ": " + what + "; write one with 'terraform state pull >FILE'");
  }

  UnreadableInventory(String where, String what, Throwable cause) {
    super(sentence(where, what), cause);
  }

  private static String sentence(String where, String what) {
    return where + ": " + what + "; save it anew, with azdrill snapshot for example";
  }
}
