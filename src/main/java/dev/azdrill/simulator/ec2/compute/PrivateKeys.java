package dev.azdrill.simulator.ec2.compute;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.ec2.model.KeyType;

/**
 * Makes private keys that clients can read. They come from the seed of the region, so that the same
 * run gives the same bytes: whoever knows the seed knows the keys, and they protect nothing.
 *
 * <p>Sources: RFC 8017, appendix A.1.2; OpenSSH, PROTOCOL.key; Amazon EC2 User Guide, "Verify the
 * fingerprint of your key pair".
 */
final class PrivateKeys {
  private static final int PRIME_BYTES = 128;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int ED25519_BYTES = 32;
  private static final int CIPHER_BLOCK = 8;
  private static final int PEM_COLUMNS = 64;
  private static final byte[] NONE = SshKey.string("none".getBytes(StandardCharsets.US_ASCII));
  private static final byte[] NOTHING = SshKey.string(new byte[0]);

  /**
   * A new key.
   *
   * @param pem the private one, as its owner gets it once
   * @param shared the public one
   * @param fingerprint how EC2 tells it
   */
  record Made(String pem, SshKey shared, String fingerprint) {}

  private PrivateKeys() {}

  static Made make(KeyType type, SplittableRandom random) {
    return type == KeyType.ED25519 ? ed25519(random) : rsa(random);
  }

  /** EC2 tells a key that it made by the SHA-1 of the private key's DER. */
  private static Made rsa(SplittableRandom random) {
    BigInteger p = prime(random);
    BigInteger q = prime(random);
    while (q.equals(p)) {
      q = prime(random);
    }
    BigInteger modulus = p.multiply(q);
    BigInteger lessP = p.subtract(BigInteger.ONE);
    BigInteger lessQ = q.subtract(BigInteger.ONE);
    BigInteger d = EXPONENT.modInverse(lessP.multiply(lessQ));
    byte[] der =
        Der.sequence(
            Der.integer(BigInteger.ZERO),
            Der.integer(modulus),
            Der.integer(EXPONENT),
            Der.integer(d),
            Der.integer(p),
            Der.integer(q),
            Der.integer(d.mod(lessP)),
            Der.integer(d.mod(lessQ)),
            Der.integer(q.modInverse(p)));
    return new Made(
        pem("RSA PRIVATE KEY", der),
        SshKey.rsa(modulus, EXPONENT),
        SshKey.colons("SHA-1", SshKey.privateKeyInfo(der)));
  }

  /** One with its two highest bits set, so that two of them make a modulus of full length. */
  private static BigInteger prime(SplittableRandom random) {
    byte[] bytes = new byte[PRIME_BYTES];
    random.nextBytes(bytes);
    bytes[0] |= (byte) 0xc0;
    BigInteger prime = new BigInteger(1, bytes).nextProbablePrime();
    boolean isFit =
        prime.bitLength() == PRIME_BYTES * Byte.SIZE && !prime.mod(EXPONENT).equals(BigInteger.ONE);
    return isFit ? prime : prime(random);
  }

  private static Made ed25519(SplittableRandom random) {
    byte[] secret = new byte[ED25519_BYTES];
    random.nextBytes(secret);
    byte[] point = point(secret);
    SshKey shared = SshKey.ed25519(point);
    byte[] check = ByteBuffer.allocate(Integer.BYTES).putInt(random.nextInt()).array();
    byte[] unpadded =
        Der.joined(check, check, shared.blob(), SshKey.string(Der.joined(secret, point)), NOTHING);
    byte[] file =
        Der.joined(
            "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII),
            NONE,
            NONE,
            NOTHING,
            ByteBuffer.allocate(Integer.BYTES).putInt(1).array(),
            SshKey.string(shared.blob()),
            SshKey.string(padded(unpadded)));
    return new Made(pem("OPENSSH PRIVATE KEY", file), shared, shared.fingerprint());
  }

  /** Filled with 1, 2, 3 up to a multiple of the block. */
  private static byte[] padded(byte[] value) {
    int missing = Math.floorMod(-value.length, CIPHER_BLOCK);
    byte[] padded = Arrays.copyOf(value, value.length + missing);
    for (int i = 1; i <= missing; i++) {
      padded[value.length + i - 1] = (byte) i;
    }
    return padded;
  }

  /** The public half of a secret: the last bytes of what the JVM's generator makes of it. */
  private static byte[] point(byte[] secret) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Chosen(secret));
      byte[] der = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM since 15 has Ed25519", e);
    }
  }

  /** Gives the bytes that were chosen, as the only chance that a generator has. */
  private static final class Chosen extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] chosen;

    Chosen(byte[] chosen) {
      this.chosen = chosen;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(chosen, 0, bytes, 0, bytes.length);
    }
  }

  private static String pem(String what, byte[] der) {
    Base64.Encoder lines =
        Base64.getMimeEncoder(PEM_COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + what
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + what
        + "-----";
  }
}
