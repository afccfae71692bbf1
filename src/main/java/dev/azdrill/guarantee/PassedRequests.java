package dev.azdrill.guarantee;

import dev.azdrill.inventory.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * What the rules of one web ACL leave of the requests from the internet. Rules are looked at in the
 * order of their priorities, and a request comes to none behind the one that ends it.
 *
 * @param met those to which some request may come, in their order
 * @param last the one that leaves none for those behind it; empty where the default action is left
 *     some
 * @param isLastOfAll whether the last one by itself ends every request of everybody
 * @param admitted addresses of which some request may pass
 * @param left addresses of which some requests come to the default action
 */
record PassedRequests(
    List<Rule> met,
    Optional<Rule> last,
    boolean isLastOfAll,
    AddressSet admitted,
    AddressSet left) {
  static PassedRequests of(WebACL acl, ReferredIpSets sets) {
    List<Rule> met = new ArrayList<>();
    AddressSet open = AddressSet.INTERNET;
    AddressSet admitted = AddressSet.NONE;
    for (Rule rule : inOrder(acl)) {
      if (!ends(rule)) {
        met.add(rule);
        continue;
      }
      MatchedRequests matched = MatchedRequests.by(rule.statement(), sets);
      AddressSet coming = open.and(matched.possible());
      if (coming.isEmpty()) {
        continue;
      }
      met.add(rule);
      admitted = allows(rule) ? admitted.or(coming) : admitted;
      open = open.without(matched.certain());
      if (open.isEmpty()) {
        return new PassedRequests(met, Optional.of(rule), matched.isEvery(), admitted, open);
      }
    }
    boolean admitsOthers = acl.defaultAction() == null || acl.defaultAction().block() == null;
    return new PassedRequests(
        met, Optional.empty(), false, admitsOthers ? admitted.or(open) : admitted, open);
  }

  private static List<Rule> inOrder(WebACL acl) {
    return acl.rules().stream()
        .sorted(
            Comparator.comparing(Rule::priority, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static boolean ends(Rule rule) {
    return rule.action() != null && (rule.action().block() != null || allows(rule));
  }

  static boolean onlyCounts(Rule rule) {
    return (rule.action() != null && rule.action().count() != null)
        || (rule.overrideAction() != null && rule.overrideAction().count() != null);
  }

  private static boolean allows(Rule rule) {
    return rule.action() != null && rule.action().allow() != null;
  }

  private static boolean stops(Rule rule) {
    return !onlyCounts(rule) && !allows(rule);
  }

  /** Whether some rule allows somebody. */
  boolean allowsSomebody() {
    return met.stream().anyMatch(PassedRequests::allows);
  }

  /** Whether some rule stops somebody. */
  boolean stopsSomebody() {
    return met.stream().anyMatch(PassedRequests::stops);
  }

  /** The first rule that decides by what was not read, or cannot be read. */
  Optional<Rule> unread(ReferredIpSets sets) {
    return met.stream()
        .filter(each -> !onlyCounts(each) && each.statement() != null)
        .filter(each -> Named.withNested(each.statement()).anyMatch(part -> isUnread(part, sets)))
        .findFirst();
  }

  /** What it is put together from is looked at by itself. */
  private static boolean isUnread(Statement part, ReferredIpSets sets) {
    return part.regexPatternSetReferenceStatement() != null
        || part.ruleGroupReferenceStatement() != null
        || Optional.ofNullable(part.ipSetReferenceStatement())
            .filter(each -> sets.of(each).isEmpty())
            .isPresent();
  }

  /** AWS's own rule groups allow nobody; of others the rules are not described. */
  boolean mayAllowMore() {
    return met.stream()
        .filter(each -> !onlyCounts(each) && each.statement() != null)
        .map(Rule::statement)
        .anyMatch(
            each ->
                each.ruleGroupReferenceStatement() != null
                    || (each.managedRuleGroupStatement() != null
                        && !"AWS".equals(each.managedRuleGroupStatement().vendorName())));
  }

  /** What is to be said of them although they protect, a sentence each. */
  List<String> notes(ReferredIpSets sets) {
    List<String> notes = new ArrayList<>(new RateLimits(met, sets).notes());
    if (admitted.areFew()) {
      notes.add("its rules let only " + admitted.words() + " pass");
    }
    for (int i = 0; i < met.size(); i++) {
      List<String> behind =
          met.subList(i + 1, met.size()).stream()
              .filter(PassedRequests::stops)
              .map(Rule::name)
              .toList();
      if (allows(met.get(i)) && !behind.isEmpty()) {
        notes.add(
            "what its rule "
                + met.get(i).name()
                + " allows is not looked at by "
                + String.join(", ", behind));
      }
    }
    return notes;
  }
}
