package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of a description that was made elsewhere: read, or the reason why they cannot be. */
final class DescribedValues {
  private DescribedValues() {}

  /**
   * An IPv4 block.
   *
   * @param member as AWS's API calls it
   */
  static Cidr block(@Nullable String text, String member) {
    String written = Adoption.required(text, member);
    return Cidr.parse(written)
        .orElseThrow(() -> new NotAdopted("its " + member + " " + written + " is no IPv4 block"));
  }

  /**
   * A state in which a thing stays until somebody does something.
   *
   * @param member as AWS's API calls it
   * @param word AWS's word for the state, also where the SDK does not know it
   * @param staying those that there are here
   */
  static <S extends Enum<S>> S settled(
      String member, @Nullable S state, @Nullable String word, Set<S> staying) {
    S its = Adoption.required(state, member);
    if (!staying.contains(its)) {
      throw new NotAdopted("it is " + word + ", and what comes of that is not known here");
    }
    return its;
  }
}
