package dev.azdrill.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

class SsmTest {
  private static final String AL2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "arm64"})
  void the_alias_names_an_image_that_ec2_has(String architecture) {
    String id =
        region
            .aws()
            .ssm()
            .getParameter(r -> r.name(AL2023 + "default-" + architecture))
            .parameter()
            .value();

    List<Image> images = region.aws().ec2().describeImages(r -> r.imageIds(id)).images();

    assertThat(images)
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.architectureAsString()).isEqualTo(architecture);
              assertThat(image.name()).startsWith("al2023-ami-2023.").contains(architecture);
            });
  }

  @Test
  void a_parameter_that_nobody_published_is_not_found() {
    assertThatThrownBy(() -> region.aws().ssm().getParameter(r -> r.name("/my/own")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  @Test
  void several_at_once_tell_the_known_from_the_invalid() {
    var several =
        region.aws().ssm().getParameters(r -> r.names(AL2023 + "default-arm64", "/my/own"));

    assertThat(several.parameters()).extracting("name").containsExactly(AL2023 + "default-arm64");
    assertThat(several.invalidParameters()).containsExactly("/my/own");
  }
}
