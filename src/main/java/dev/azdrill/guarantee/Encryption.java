package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * Stored data is encrypted: the databases', and that on volumes that a launch template speaks of;
 * one of which it does not say whether it is encrypted is as the account's default is, which is not
 * read. Volumes of which it does not speak hold the image and no data, and are not looked at.
 */
final class Encryption {
  private Encryption() {}

  static Guarantee guarantee() {
    return new Guarantee(
        "storage-is-encrypted",
        "stored data is encrypted",
        "every database stores its data encrypted",
        new Advice(
            "Who gets hold of an unencrypted volume or snapshot reads it.",
            "Create the database with StorageEncrypted=true; one that stands is "
                + "restored from an encrypted copy of its snapshot. Say Encrypted=true of "
                + "each volume in the launch template."),
        List.of(
            Framework.FSBP.control("RDS.3"),
            Framework.CIS.control("2.2.1"),
            Framework.NIST.control("SC-28(1)"),
            Framework.ISO.control("A.8.24"),
            Framework.WELL_ARCHITECTED.control("SEC08-BP02")),
        List.of(Kind.DB_INSTANCE, Kind.AUTO_SCALING_GROUP, Kind.LAUNCH_TEMPLATE_VERSION),
        Encryption::findings,
        List.of(
            new Mutant(
                "the database is not encrypted",
                sound ->
                    sound.map(
                        Kind.DB_INSTANCE,
                        each -> each.toBuilder().storageEncrypted(false).build())),
            new Mutant(
                "the template has a volume that is not encrypted",
                sound -> TopologyMutations.launches(sound, Encryption::withPlainVolume))));
  }

  private static LaunchTemplateVersion withPlainVolume(LaunchTemplateVersion version) {
    return version.toBuilder()
        .launchTemplateData(
            version.launchTemplateData().toBuilder()
                .blockDeviceMappings(
                    LaunchTemplateBlockDeviceMapping.builder()
                        .deviceName("/dev/sdb")
                        .ebs(ebs -> ebs.encrypted(false).volumeSize(100))
                        .build())
                .build())
        .build();
  }

  private static List<Finding> findings(Inventory inventory) {
    List<Finding> findings = new ArrayList<>();
    inventory
        .all(Kind.DB_INSTANCE)
        .forEach(
            each ->
                findings.add(
                    Finding.of(
                        each.dbInstanceIdentifier(),
                        Optional.ofNullable(each.storageEncrypted()),
                        "is encrypted",
                        "is not encrypted",
                        "does not say whether it is encrypted")));
    if (!findings.isEmpty()) {
      Architecture architecture = new Architecture(inventory);
      architecture.groups().stream()
          .flatMap(group -> architecture.launchesOf(group).orElse(List.of()).stream())
          .forEach(launch -> findings.addAll(volumes(launch)));
    }
    return findings;
  }

  private static List<Finding> volumes(LaunchTemplateVersion version) {
    return version.launchTemplateData().blockDeviceMappings().stream()
        .filter(each -> each.ebs() != null)
        .map(
            each ->
                Finding.of(
                    version.launchTemplateName() + " version " + version.versionNumber(),
                    Optional.ofNullable(each.ebs().encrypted()),
                    "encrypts " + each.deviceName(),
                    "does not encrypt " + each.deviceName(),
                    "does not say whether it encrypts "
                        + each.deviceName()
                        + ", and the account's default is not read"))
        .toList();
  }
}
