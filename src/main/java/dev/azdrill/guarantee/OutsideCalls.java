package dev.azdrill.guarantee;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.AddressRange;
import dev.azdrill.network.model.Ipv4;
import dev.azdrill.network.model.Reserved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * What the instances of a group call on the internet: what the tag {@value #TAG} says that they
 * have, or will get. Where it says nothing, that is HTTPS, to anywhere: services, package
 * repositories and the APIs of AWS are reached by it.
 *
 * @param calls at least one
 * @param unread words of the tag that are no {@code host:port}
 */
record OutsideCalls(List<Call> calls, List<String> unread) {
  /** Holds {@code host:port}, several with spaces between. */
  static final String TAG = "azdrill:outbound";

  private static final Pattern SERVICE = Pattern.compile("([^:\\s]+):(\\d{1,5})");
  private static final int HTTPS = 443;
  private static final int PORT_MAX = 65_535;

  OutsideCalls {
    calls = List.copyOf(calls);
    unread = List.copyOf(unread);
  }

  /**
   * One call.
   *
   * @param address where to, where the host is an address; a name may lead to any
   * @param port TCP
   */
  record Call(OptionalLong address, int port) {
    boolean mayLeadTo(AddressRange range) {
      return address.isEmpty() || range.contains(address.getAsLong());
    }

    private boolean isToTheInternet() {
      return address.isEmpty() || Reserved.isOnTheInternet(address.getAsLong());
    }
  }

  static OutsideCalls of(Architecture architecture, AutoScalingGroup group) {
    Set<Call> calls = new LinkedHashSet<>();
    List<String> unread = new ArrayList<>();
    said(architecture, group)
        .flatMap(said -> Stream.of(said.strip().split("\\s+")))
        .distinct()
        .forEach(
            word -> {
              Matcher service = SERVICE.matcher(word);
              int port = service.matches() ? Integer.parseInt(service.group(2)) : 0;
              if (port < 1 || port > PORT_MAX) {
                unread.add(word);
              } else {
                calls.add(new Call(Ipv4.parse(service.group(1)), port));
              }
            });
    calls.removeIf(call -> !call.isToTheInternet());
    return new OutsideCalls(
        calls.isEmpty() ? List.of(new Call(OptionalLong.empty(), HTTPS)) : List.copyOf(calls),
        unread);
  }

  /** What the group gives to its instances, what its template does, and what they have. */
  private static Stream<String> said(Architecture architecture, AutoScalingGroup group) {
    List<String> members = group.instances().stream().map(Instance::instanceId).toList();
    Stream<String> given =
        group.tags().stream()
            .filter(tag -> TAG.equals(tag.key()) && !Boolean.FALSE.equals(tag.propagateAtLaunch()))
            .map(tag -> tag.value());
    Stream<String> launched =
        architecture.launchesOf(group).stream()
            .flatMap(List::stream)
            .map(LaunchTemplateVersion::launchTemplateData)
            .flatMap(data -> data.tagSpecifications().stream())
            .filter(tags -> "instance".equals(tags.resourceTypeAsString()))
            .flatMap(tags -> tags.tags().stream())
            .filter(tag -> TAG.equals(tag.key()))
            .map(tag -> tag.value());
    Stream<String> borne =
        architecture.inventory().all(Kind.INSTANCE).stream()
            .filter(each -> members.contains(each.instanceId()))
            .flatMap(each -> each.tags().stream())
            .filter(tag -> TAG.equals(tag.key()))
            .map(tag -> tag.value());
    return Stream.of(given, launched, borne)
        .flatMap(all -> all)
        .filter(value -> value != null && !value.isBlank());
  }
}
