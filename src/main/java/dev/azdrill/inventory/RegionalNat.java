package dev.azdrill.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AutoProvisionZonesState;
import software.amazon.awssdk.services.ec2.model.AvailabilityMode;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;

/**
 * A regional NAT gateway: it stands in no subnet, has addresses in several zones and a route table
 * of its own. In automatic mode AWS extends it to each zone in which there are network interfaces,
 * and what comes from a zone to which it was not extended yet leaves by another; in manual mode it
 * serves the zones alone for which it was given addresses.
 *
 * <p>Source: Amazon VPC User Guide, "Regional NAT gateways for automatic multi-AZ expansion".
 *
 * @param gateway as described
 */
public record RegionalNat(NatGateway gateway) {
  /** The gateway as a regional one; empty for one that stands in a subnet. */
  public static Optional<RegionalNat> of(NatGateway gateway) {
    return gateway.availabilityMode() == AvailabilityMode.REGIONAL || gateway.subnetId() == null
        ? Optional.of(new RegionalNat(gateway))
        : Optional.empty();
  }

  /** Whether AWS extends it to wherever there are network interfaces. */
  public boolean isExtendedByAws() {
    return gateway.autoProvisionZones() == AutoProvisionZonesState.ENABLED;
  }

  /** The zones in which it has an address, each once. */
  public List<String> zones() {
    return addresses().stream()
        .map(NatGatewayAddress::availabilityZone)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** The addresses by which it lets packets out. */
  public List<NatGatewayAddress> addresses() {
    return gateway.natGatewayAddresses().stream().filter(each -> each.publicIp() != null).toList();
  }

  /** The address by which what comes from this zone leaves there. */
  public Optional<NatGatewayAddress> in(Optional<String> zone) {
    return addresses().stream()
        .filter(each -> zone.filter(own -> own.equals(each.availabilityZone())).isPresent())
        .findFirst();
  }

  /** The one that is this address. */
  public Optional<NatGatewayAddress> having(String publicAddress) {
    return addresses().stream().filter(each -> publicAddress.equals(each.publicIp())).findFirst();
  }

  /** Whether what comes from this zone passes it, by whichever zone it leaves. */
  public boolean serves(Optional<String> zone) {
    return isExtendedByAws() || in(zone).isPresent();
  }
}
