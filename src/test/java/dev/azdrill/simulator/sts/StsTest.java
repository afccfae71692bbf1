package dev.azdrill.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StsTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @Test
  void the_caller_is_a_user_of_the_account() {
    var caller = region.aws().sts().getCallerIdentity();

    assertThat(caller.account()).isEqualTo("123456789012");
    assertThat(caller.arn()).isEqualTo("arn:aws:iam::123456789012:user/azdrill");
  }
}
