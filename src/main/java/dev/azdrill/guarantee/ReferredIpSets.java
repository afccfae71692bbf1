package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.Cidr;
import java.util.Optional;
import software.amazon.awssdk.services.wafv2.model.IPAddressVersion;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.IPSetReferenceStatement;

/** The sets of addresses to which rules of web ACLs refer. */
record ReferredIpSets(Inventory inventory) {
  /**
   * The addresses in a set; empty where they cannot be told: it was not read, or it is of addresses
   * that another header than the connection's tells.
   */
  Optional<AddressSet> of(IPSetReferenceStatement reference) {
    return reference.ipSetForwardedIPConfig() == null
        ? described(reference.arn()).map(ReferredIpSets::addresses)
        : Optional.empty();
  }

  private Optional<IPSet> described(String arn) {
    return inventory.all(Kind.IP_SET).stream().filter(each -> arn.equals(each.arn())).findFirst();
  }

  /** Clients with IPv6 are not looked at: what has addresses of those alone has none of others. */
  private static AddressSet addresses(IPSet set) {
    return set.ipAddressVersion() == IPAddressVersion.IPV6
        ? AddressSet.NONE
        : AddressSet.of(set.addresses().stream().map(Cidr::of).toList());
  }
}
