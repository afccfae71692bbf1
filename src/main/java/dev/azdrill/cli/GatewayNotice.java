package dev.azdrill.cli;

import dev.azdrill.platform.Provider;
import dev.azdrill.platform.Speed;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is printed when a gateway starts: what answers which service, where, and for how long. */
record GatewayNotice(EndpointPlatform platform, String upstream, String url, double speed) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(upstream + " is " + platform.implementation() + ".");
    lines.add("");
    for (Map.Entry<String, Provider> each : platform.capabilities().services().entrySet()) {
      lines.add(String.format("  %-22s %s", each.getKey(), who(each.getValue())));
    }
    lines.add(String.format("  %-22s %s", "all others", "passed on to it untouched"));
    lines.add("");
    lines.add("Use " + url + " for all of them, with any credentials.");
    lines.add("Try: aws --endpoint-url " + url + " autoscaling describe-auto-scaling-groups");
    lines.add(
        "Time of the completed services runs "
            + Speed.words(speed)
            + " times as fast as the wall clock. Their state lasts as long as this gateway:");
    lines.add(
        "delete what they made before Ctrl-C, or its instances and network interfaces are left at "
            + upstream
            + ".");
    return lines;
  }

  private static String who(Provider provider) {
    if (provider instanceof Provider.Native) {
      return "native";
    }
    if (provider instanceof Provider.Completed) {
      return "completed by azdrill " + Azdrill.Version.number();
    }
    return provider.line();
  }
}
