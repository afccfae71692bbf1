package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDevice;

class EncryptionTest {
  private static final Guarantee ENCRYPTED = Guarantees.named("storage-is-encrypted").orElseThrow();

  private static Inventory withVolume(@Nullable Boolean encrypted) {
    LaunchTemplateBlockDeviceMapping volume =
        LaunchTemplateBlockDeviceMapping.builder()
            .deviceName("/dev/sdb")
            .ebs(
                LaunchTemplateEbsBlockDevice.builder().volumeSize(100).encrypted(encrypted).build())
            .build();
    return TopologyMutations.launches(
        SoundProduction.inventory(),
        each ->
            each.toBuilder()
                .launchTemplateData(
                    each.launchTemplateData().toBuilder().blockDeviceMappings(volume).build())
                .build());
  }

  @ParameterizedTest
  @CsvSource({"true, PROVEN", "false, VIOLATED", ", UNKNOWN"})
  void a_volume_is_encrypted_where_the_template_says_so(
      @Nullable Boolean encrypted, GuaranteeVerdict verdict) {
    assertThat(ENCRYPTED.prove(withVolume(encrypted)).verdict()).isEqualTo(verdict);
  }
}
