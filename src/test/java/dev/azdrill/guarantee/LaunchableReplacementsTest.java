package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether a group can launch what replaces what it has lost. */
class LaunchableReplacementsTest {
  private final Inventory sound = SoundProduction.inventory();

  private static Proof prove(Inventory inventory) {
    return Guarantees.named("unhealthy-instances-are-replaced").orElseThrow().prove(inventory);
  }

  private Inventory with(UnaryOperator<ResponseLaunchTemplateData.Builder> change) {
    return sound.map(
        Kind.LAUNCH_TEMPLATE_VERSION,
        each ->
            each.copy(
                it ->
                    it.launchTemplateData(
                        change.apply(each.launchTemplateData().toBuilder()).build())));
  }

  /** A group of several instance types, whose template is as described. */
  private static Inventory mixed(Inventory inventory, LaunchTemplateOverrides... overrides) {
    return inventory.map(
        Kind.AUTO_SCALING_GROUP,
        each ->
            each.copy(
                it ->
                    it.launchTemplate((LaunchTemplateSpecification) null)
                        .mixedInstancesPolicy(
                            m ->
                                m.launchTemplate(
                                    t ->
                                        t.launchTemplateSpecification(each.launchTemplate())
                                            .overrides(overrides)))));
  }

  private static LaunchTemplateOverrides type(String type) {
    return LaunchTemplateOverrides.builder().instanceType(type).build();
  }

  @Test
  void an_image_or_a_key_pair_that_does_not_exist_is_named() {
    assertThat(prove(with(data -> data.imageId("ami-00000000000000000"))).because())
        .isEqualTo(
            "web launches from web version 1, whose image ami-00000000000000000 does not exist");
    assertThat(prove(with(data -> data.keyName("gone"))).because())
        .isEqualTo("web launches from web version 1, whose key pair gone does not exist");
    assertThat(prove(with(data -> data.keyName(null))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void an_instance_profile_that_does_not_exist_or_has_no_role_is_named() {
    Inventory named = with(data -> data.iamInstanceProfile(p -> p.name("app")));
    InstanceProfile profile = InstanceProfile.builder().instanceProfileName("app").build();
    InstanceProfile whole =
        profile.toBuilder().roles(Role.builder().roleName("app").build()).build();

    assertThat(prove(named).because())
        .isEqualTo("web launches from web version 1, whose instance profile app does not exist");
    assertThat(prove(named.with(Kind.INSTANCE_PROFILE, List.of(profile))).because())
        .isEqualTo("web launches from web version 1, whose instance profile app has no role");
    assertThat(prove(named.with(Kind.INSTANCE_PROFILE, List.of(whole))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(
            prove(
                    with(data ->
                            data.iamInstanceProfile(
                                p -> p.arn("arn:aws:iam::123456789012:instance-profile/x/app")))
                        .with(Kind.INSTANCE_PROFILE, List.of(whole)))
                .verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(named.without(Kind.INSTANCE_PROFILE, "denied")).because())
        .isEqualTo("instanceProfiles were not read: denied");
    assertThat(prove(sound.without(Kind.INSTANCE_PROFILE, "denied")).verdict())
        .as("where no version names one")
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  private Inventory held(String transition, String result) {
    LifecycleHook hook =
        LifecycleHook.builder()
            .autoScalingGroupName("web")
            .lifecycleHookName("warm-up")
            .lifecycleTransition("autoscaling:EC2_INSTANCE_" + transition)
            .heartbeatTimeout(300)
            .defaultResult(result)
            .build();
    return sound.with(Kind.LIFECYCLE_HOOK, List.of(hook));
  }

  @Test
  void who_completes_a_lifecycle_hook_is_unknown_where_a_launch_is_abandoned_else() {
    Proof abandoned = prove(held("LAUNCHING", "ABANDON"));

    assertThat(abandoned.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(abandoned.because())
        .isEqualTo(
            "web what it launches is held by lifecycle hook warm-up for up to 300 s, and abandoned"
                + " unless somebody completes its action, which is described nowhere");
    assertThat(prove(held("LAUNCHING", "CONTINUE")).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(held("TERMINATING", "ABANDON")).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(sound.without(Kind.LIFECYCLE_HOOK, "denied")).verdict())
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @Test
  void what_is_held_for_longer_than_drills_wait_serves_at_an_unknown_time() {
    Inventory slow =
        held("LAUNCHING", "CONTINUE")
            .map(Kind.LIFECYCLE_HOOK, each -> each.copy(h -> h.heartbeatTimeout(7200)));

    assertThat(prove(slow).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(prove(slow).because())
        .isEqualTo(
            "web what it launches is held by lifecycle hook warm-up for up to 7200 s unless somebody"
                + " completes its action, which is described nowhere");
  }

  @Test
  void an_image_that_the_instance_type_cannot_run_is_named() {
    assertThat(prove(with(data -> data.instanceType("t4g.micro"))).because())
        .isEqualTo(
            "web launches from web version 1, whose image ami-1 is for x86_64, and a t4g.micro runs"
                + " arm64");
    assertThat(prove(with(data -> data.instanceType("z9.newer"))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void the_version_that_the_group_launches_counts_and_no_other() {
    LaunchTemplateVersion first = sound.all(Kind.LAUNCH_TEMPLATE_VERSION).get(0);
    LaunchTemplateVersion second =
        first.copy(
            it ->
                it.versionNumber(2L)
                    .defaultVersion(false)
                    .launchTemplateData(
                        first.launchTemplateData().copy(data -> data.imageId("ami-gone"))));
    Inventory two = sound.with(Kind.LAUNCH_TEMPLATE_VERSION, List.of(first, second));

    assertThat(prove(two).because()).contains("web version 2, whose image ami-gone");
    for (String other : List.of("1", "$Default")) {
      Inventory pinned =
          two.map(
              Kind.AUTO_SCALING_GROUP,
              each ->
                  each.copy(
                      it -> it.launchTemplate(t -> t.launchTemplateId("lt-1").version(other))));
      assertThat(prove(pinned).verdict()).as(other).isEqualTo(GuaranteeVerdict.PROVEN);
    }
  }

  @Test
  void each_type_of_a_mixed_group_has_to_run_its_image() {
    LaunchTemplateOverrides elsewhere =
        LaunchTemplateOverrides.builder()
            .instanceType("t4g.micro")
            .launchTemplateSpecification(t -> t.launchTemplateId("lt-2").version("1"))
            .build();

    assertThat(prove(mixed(sound)).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(mixed(sound, type("t3.micro"), type("t3.small"))).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(mixed(sound, type("t3.micro"), type("t4g.micro"))).because())
        .endsWith("image ami-1 is for x86_64, and a t4g.micro runs arm64");
    assertThat(prove(mixed(sound, type("t3.micro"), elsewhere)).because())
        .startsWith("web launches from a template that is not described");
  }

  @ParameterizedTest
  @CsvSource({"images, images were not read: denied", "keyPairs, keyPairs were not read: denied"})
  void what_was_not_read_proves_nothing(String kind, String because) {
    Proof proof = prove(sound.without(Kind.named(kind).orElseThrow(), "denied"));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).isEqualTo(because);
  }

  @Test
  void what_is_behind_a_parameter_is_not_known() {
    assertThat(prove(with(data -> data.imageId("resolve:ssm:/ours/golden"))).because())
        .isEqualTo(
            "web launches from web version 1, whose image is behind resolve:ssm:/ours/golden:"
                + " parameters are not read");
  }
}
