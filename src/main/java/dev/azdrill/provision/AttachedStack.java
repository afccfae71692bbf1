package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * A stack that somebody else made, and whose owner lets it be drilled under a name: the tag {@code
 * azdrill:drilled} of its VPC says so. azdrill puts that tag nowhere and removes it nowhere.
 *
 * @param name the tag's value
 * @param vpcId the VPC
 */
public record AttachedStack(String name, String vpcId) {
  /** All of this name; one, if its owner made no mistake. */
  public static List<AttachedStack> of(AwsSession aws, String name) {
    return vpcs(aws).stream()
        .filter(each -> nameOf(each).filter(name::equals).isPresent())
        .map(each -> new AttachedStack(name, each.vpcId()))
        .toList();
  }

  /** The VPCs that bear such a tag. */
  static List<Vpc> vpcs(AwsSession aws) {
    return aws
        .ec2()
        .describeVpcsPaginator(r -> r.filters(Ec2Labels.filter("tag-key", Labels.DRILLED)))
        .vpcs()
        .stream()
        .filter(each -> nameOf(each).isPresent())
        .toList();
  }

  /** The name under which it may be drilled; a tag without a value gives none. */
  static Optional<String> nameOf(Vpc vpc) {
    return Ec2Labels.value(vpc.tags(), Labels.DRILLED).filter(each -> !each.isBlank());
  }

  /** Why nothing is made or removed under this name: a sentence without a full stop. */
  public String refusal() {
    return "expected the name of a stack that azdrill makes, saw "
        + name
        + ", and "
        + vpcId
        + " bears the tag "
        + Labels.DRILLED
        + "="
        + name
        + ": somebody else made it, and azdrill neither makes nor removes anything of it";
  }
}
