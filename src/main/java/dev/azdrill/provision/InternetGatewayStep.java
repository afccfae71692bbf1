package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The internet gateway, attached to the VPC. */
final class InternetGatewayStep implements Step {
  static final String ROLE = "internet-gateway";

  @Override
  public String what() {
    return "the internet gateway";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("ec2:AttachInternetGateway", "ec2:CreateInternetGateway");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteInternetGateway", "ec2:DetachInternetGateway");
  }

  @Override
  public void ensure(Construction construction) {
    InternetGateway known =
        Ec2Labels.byRole(own(construction.work()), InternetGateway::tags).get(ROLE);
    InternetGateway gateway =
        known == null
            ? construction
                .aws()
                .ec2()
                .createInternetGateway(
                    r ->
                        r.tagSpecifications(
                            Ec2Labels.specification(
                                construction, ResourceType.INTERNET_GATEWAY, ROLE)))
                .internetGateway()
            : known;
    if (gateway.attachments().isEmpty()) {
      construction
          .aws()
          .ec2()
          .attachInternetGateway(
              r ->
                  r.internetGatewayId(gateway.internetGatewayId())
                      .vpcId(construction.id(VpcStep.ROLE)));
    }
    construction.found(ROLE, gateway.internetGatewayId());
  }

  private static List<InternetGateway> own(Work work) {
    return work.aws()
        .ec2()
        .describeInternetGateways(r -> r.filters(Ec2Labels.own(work)))
        .internetGateways();
  }

  @Override
  public void remove(Work work) {
    for (InternetGateway gateway : own(work)) {
      String id = gateway.internetGatewayId();
      for (InternetGatewayAttachment attachment : gateway.attachments()) {
        work.aws()
            .ec2()
            .detachInternetGateway(r -> r.internetGatewayId(id).vpcId(attachment.vpcId()));
      }
      work.aws().ec2().deleteInternetGateway(r -> r.internetGatewayId(id));
    }
  }
}
