package dev.azdrill.simulator.world;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public machine images of the region: EC2 describes them, Systems Manager names the newest
 * ones by alias. They stand here because neither service knows the other.
 */
public enum AmiCatalogue {
  /** Amazon Linux 2023 on Intel and AMD. */
  AL2023_X86_64("ami-0a23c1d5e7f980b64", "x86_64"),
  /** Amazon Linux 2023 on Graviton. */
  AL2023_ARM64("ami-0b34d2e6f8091ca75", "arm64");

  /** Where Systems Manager keeps the aliases of Amazon Linux. */
  public static final String ALIASES = "/aws/service/ami-amazon-linux-latest/";

  private static final String RELEASE = "2023.9.20251208.0";

  private final String imageId;
  private final String architecture;

  AmiCatalogue(String imageId, String architecture) {
    this.imageId = imageId;
    this.architecture = architecture;
  }

  /** The image that a public parameter of Systems Manager names. */
  public static Optional<AmiCatalogue> byAlias(String parameter) {
    return Arrays.stream(values()).filter(image -> image.aliases().contains(parameter)).findFirst();
  }

  /** {@code ami-...} */
  public String imageId() {
    return imageId;
  }

  /** {@code x86_64} or {@code arm64}. */
  public String architecture() {
    return architecture;
  }

  /** The image's name, with release and kernel. */
  public String imageName() {
    return "al2023-ami-" + RELEASE + "-kernel-6.1-" + architecture;
  }

  /**
   * The public parameters that name it. Source: Amazon Linux 2023 User Guide, "Launching AL2023
   * using the SSM parameter and AWS CLI".
   */
  public List<String> aliases() {
    return Stream.of("al2023-ami-kernel-default-", "al2023-ami-kernel-6.1-")
        .map(name -> ALIASES + name + architecture)
        .toList();
  }
}
