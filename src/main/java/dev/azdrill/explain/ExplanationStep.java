package dev.azdrill.explain;

import dev.azdrill.network.Answer;
import dev.azdrill.network.Hop;
import dev.azdrill.network.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One place on both ways.
 *
 * @param number counted from 1, over both ways
 * @param obstacle what does not pass here
 */
record ExplanationStep(int number, Hop hop, boolean onReply, Optional<Obstacle> obstacle) {

  static List<ExplanationStep> of(Answer answer) {
    List<ExplanationStep> steps = new ArrayList<>();
    add(steps, answer, answer.there(), false);
    add(steps, answer, answer.back(), true);
    return steps;
  }

  private static void add(
      List<ExplanationStep> steps, Answer answer, List<Hop> hops, boolean onReply) {
    for (Hop hop : hops) {
      steps.add(
          new ExplanationStep(
              steps.size() + 1,
              hop,
              onReply,
              answer.obstacles().stream()
                  .filter(each -> each.onReply() == onReply && each.at().equals(hop))
                  .findFirst()));
    }
  }

  String component() {
    return switch (hop.component()) {
      case INTERNET -> "internet";
      case INTERNET_GATEWAY -> "internet gateway";
      case NAT_GATEWAY -> "NAT gateway";
      case NETWORK_INTERFACE -> "network interface";
      case SECURITY_GROUP -> "security group";
      case NETWORK_ACL -> "network ACL";
      case ROUTE_TABLE -> "route table";
      case LISTENER -> "listener";
    };
  }

  /** One sentence: what happened here, and why it does not pass. */
  String sentence(ResourceNames names) {
    String where =
        hop.component() == Hop.Component.SECURITY_GROUP
            ? (hop.direction() == Hop.Direction.INGRESS ? " inbound" : " outbound")
            : hop.subnet().map(id -> " of " + names.words(id)).orElse("")
                + hop.zone().map(zone -> " in " + zone).orElse("");
    String place =
        component() + (hop.id().equals("internet") ? "" : " " + names.words(hop.id())) + where;
    String why =
        obstacle
            .filter(each -> !each.because().endsWith(hop.text()))
            .map(each -> "; " + each.because())
            .orElse("");
    return place + ": " + hop.text() + why;
  }
}
