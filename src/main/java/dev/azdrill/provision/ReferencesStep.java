package dev.azdrill.provision;

import dev.azdrill.catalogue.InstanceTypeFacts;
import dev.azdrill.session.AwsSession;
import dev.azdrill.text.Printable;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.BlueprintException;
import dev.azdrill.topology.Certificate;
import dev.azdrill.topology.Group;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.InvalidArnException;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * What the blueprint names and nobody makes: the machine image and a certificate that exists. Only
 * the platform knows whether they are there, so it is asked before anything is made.
 *
 * @see BlueprintException thrown when one is missing or does not fit
 */
final class ReferencesStep implements Step {
  /** The AMI id that the blueprint's image stands for. */
  static final String IMAGE = "image";

  @Override
  public String what() {
    return "the image and the certificate";
  }

  @Override
  public void ensure(Construction construction) {
    construction.found(IMAGE, image(construction.aws(), construction.blueprint()));
  }

  /**
   * The image that the blueprint names, where all that it names is there. Only asks.
   *
   * @throws BlueprintException where something is not
   */
  static String image(AwsSession aws, Blueprint blueprint) {
    Group group = blueprint.group();
    String id = group.imageIsParameter() ? parameter(aws, group.image()) : group.image();
    if (!group.imageIsParameter()) {
      requireImage(aws, group, id);
    }
    Certificate certificate = blueprint.loadBalancer().certificate().orElse(null);
    if (certificate instanceof Certificate.Existing existing) {
      requireCertificate(aws, existing.arn());
    }
    return id;
  }

  private static String parameter(AwsSession aws, String name) {
    try {
      return aws.ssm().getParameter(r -> r.name(name)).parameter().value();
    } catch (ParameterNotFoundException e) {
      throw new BlueprintException(
          "group.image",
          "an SSM parameter that exists on this platform",
          Printable.quoted(name),
          "name one that does, or an AMI id");
    }
  }

  private static void requireImage(AwsSession aws, Group group, String id) {
    Optional<Image> image = image(aws, id);
    if (image.isEmpty()) {
      throw new BlueprintException(
          "group.image",
          "an AMI that exists on this platform",
          id,
          "name one that does, or an SSM parameter");
    }
    String architecture = image.get().architectureAsString();
    InstanceTypeFacts type = InstanceTypeFacts.offered().get(group.instanceType());
    if (type != null && architecture != null && !type.architectures().contains(architecture)) {
      throw new BlueprintException(
          "group.image",
          "an image for "
              + String.join(" or ", type.architectures())
              + ", because the instance type is "
              + type.name(),
          id + " for " + architecture,
          "change the image or the instance type");
    }
  }

  private static Optional<Image> image(AwsSession aws, String id) {
    try {
      List<Image> found = aws.ec2().describeImages(r -> r.imageIds(id)).images();
      return found.stream().findFirst();
    } catch (Ec2Exception e) {
      if (e.awsErrorDetails() != null
          && String.valueOf(e.awsErrorDetails().errorCode()).startsWith("InvalidAMIID")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void requireCertificate(AwsSession aws, String arn) {
    CertificateStatus status;
    try {
      status = aws.acm().describeCertificate(r -> r.certificateArn(arn)).certificate().status();
    } catch (ResourceNotFoundException | InvalidArnException e) {
      throw new BlueprintException(
          "load-balancer.certificate.arn",
          "a certificate that exists on this platform",
          arn,
          "name one that does, or a domain to request one for");
    }
    if (status != CertificateStatus.ISSUED) {
      throw new BlueprintException(
          "load-balancer.certificate.arn",
          "a certificate that is issued",
          arn + ", which is " + status,
          "name one that is, or complete its validation first");
    }
  }

  @Override
  public void remove(Work work) {}
}
