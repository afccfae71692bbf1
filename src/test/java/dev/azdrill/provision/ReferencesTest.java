package dev.azdrill.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.BlueprintException;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a blueprint names and nobody makes: refused before anything is made. */
class ReferencesTest {
  private static final String IMAGE =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
  private static final String DOMAIN = "domain: production.azdrill.example.com";

  private static Blueprint production(String from, String to) {
    String text = Blueprints.text("production");
    assertThat(text).contains(from);
    return Blueprints.parse("mine.yaml", text.replace(from, to));
  }

  private static Stack provision(AwsSession aws, Blueprint blueprint) {
    return new Provisioner(aws, StepListener.SILENT).provision(blueprint, "shop", "run-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/our/own/image | group.image: expected an SSM parameter that exists on this platform, saw '/our/own/image'",
        "ami-0123456789abcdef0 | group.image: expected an AMI that exists on this platform, saw ami-0123456789abcdef0",
        "ami-12345678 | group.image: expected an AMI that exists on this platform, saw ami-12345678",
        "ami-0b34d2e6f8091ca75 | group.image: expected an image for x86_64, because the instance type is t3.micro, saw ami-0b34d2e6f8091ca75 for arm64",
      })
  void an_image_that_is_missing_or_does_not_fit_is_refused_before_anything_is_made(
      String image, String sentence) {
    Calls calls = Calls.counted();
    AwsSession aws = new Landscape("references").session(calls);

    assertThatThrownBy(() -> provision(aws, production(IMAGE, image)))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith(sentence);
    assertThat(calls.mutating()).isEmpty();
  }

  @Test
  void an_ami_id_that_exists_is_used() {
    AwsSession aws = new Landscape("references").session();

    provision(aws, production(IMAGE, "ami-0a23c1d5e7f980b64"));

    assertThat(aws.ec2().describeInstances().reservations().get(0).instances().get(0).imageId())
        .isEqualTo("ami-0a23c1d5e7f980b64");
  }

  @Test
  void a_certificate_that_is_not_there_is_refused_before_anything_is_made() {
    Calls calls = Calls.counted();
    AwsSession aws = new Landscape("references").session(calls);
    String arn = "arn:aws:acm:eu-west-2:123456789012:certificate/none";

    assertThatThrownBy(() -> provision(aws, production(DOMAIN, "arn: " + arn)))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith(
            "load-balancer.certificate.arn: expected a certificate that exists on this platform,"
                + " saw "
                + arn);
    assertThat(calls.mutating()).isEmpty();
  }

  @Test
  void a_certificate_is_refused_while_it_is_pending_and_used_once_it_is_issued() {
    Landscape landscape = new Landscape("references");
    AwsSession aws = landscape.session();
    String arn =
        Somebody.beside(aws)
            .acm()
            .requestCertificate(r -> r.domainName("shop.example.com"))
            .certificateArn();
    Blueprint blueprint = production(DOMAIN, "arn: " + arn);

    assertThatThrownBy(() -> provision(aws, blueprint))
        .isInstanceOf(BlueprintException.class)
        .hasMessageContaining(
            "expected a certificate that is issued, saw " + arn + ", which is PENDING_VALIDATION");
    aws.clock().pass(Duration.ofHours(1));
    assertThat(provision(aws, blueprint).tls()).isTrue();
  }
}
