package dev.azdrill.explain;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** One end of what is asked about. */
sealed interface End {
  /**
   * Outside.
   *
   * @param address empty for anybody there
   */
  record Outside(Optional<String> address) implements End {}

  /**
   * Network interfaces of the stack.
   *
   * @param publicAddress the one by which it was named
   */
  record Ours(List<NetworkInterface> interfaces, Optional<String> publicAddress) implements End {}
}
