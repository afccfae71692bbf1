package dev.azdrill.simulator.ec2.compute;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.KeyType;

/**
 * A public key as SSH writes it.
 *
 * <p>Sources: RFC 4253, section 6.6; RFC 8709, section 4; Amazon EC2 User Guide, "Create a key pair
 * for your Amazon EC2 instance" (formats that can be imported) and "Verify the fingerprint of your
 * key pair".
 *
 * @param type of which kind it is
 * @param text its base64
 */
record SshKey(KeyType type, String text) {
  private static final String RSA = "ssh-rsa";
  private static final String ED25519 = "ssh-ed25519";
  private static final int ED25519_BYTES = 32;
  private static final int RSA_BITS_MIN = 1024;
  private static final Pattern LINE =
      Pattern.compile("(" + RSA + "|" + ED25519 + ") +([A-Za-z0-9+/=]+)(\\s.*)?", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile(
          "---- BEGIN SSH2 PUBLIC KEY ----\n(.*)\n---- END SSH2 PUBLIC KEY ----", Pattern.DOTALL);

  /** What the identifier of the algorithm and its parameters are in ASN.1: rsaEncryption. */
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  static SshKey rsa(BigInteger modulus, BigInteger exponent) {
    return of(
        KeyType.RSA,
        Der.joined(
            string(RSA.getBytes(StandardCharsets.US_ASCII)),
            string(exponent.toByteArray()),
            string(modulus.toByteArray())));
  }

  static SshKey ed25519(byte[] point) {
    return of(
        KeyType.ED25519,
        Der.joined(string(ED25519.getBytes(StandardCharsets.US_ASCII)), string(point)));
  }

  private static SshKey of(KeyType type, byte[] blob) {
    return new SshKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /**
   * Reads a key in one of the three formats that can be imported: a line as in {@code
   * authorized_keys}, the file format of RFC 4716, or base64 of DER.
   *
   * @throws dev.azdrill.simulator.world.AwsError for what is none
   */
  static SshKey parse(String material) {
    String text = material.replace("\r\n", "\n").strip();
    try {
      Matcher line = LINE.matcher(text);
      if (line.matches()) {
        SshKey key = read(Base64.getDecoder().decode(line.group(2)));
        if (!key.line("").startsWith(line.group(1) + " ")) {
          throw KeyPairErrors.materialMalformed();
        }
        return key;
      }
      Matcher block = BLOCK.matcher(text);
      return block.matches() ? read(body(block.group(1))) : ofDer(text);
    } catch (IllegalArgumentException | BufferUnderflowException | GeneralSecurityException e) {
      throw KeyPairErrors.materialMalformed();
    }
  }

  /** Without its headers, which a backslash carries on to the next line. */
  private static byte[] body(String lines) {
    String base64 =
        lines
            .replace("\\\n", "")
            .lines()
            .filter(line -> !line.contains(":"))
            .collect(Collectors.joining());
    return Base64.getDecoder().decode(base64);
  }

  private static SshKey ofDer(String base64) throws GeneralSecurityException {
    byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    RSAPublicKey rsa = (RSAPublicKey) key;
    return checked(rsa(rsa.getModulus(), rsa.getPublicExponent()), rsa.getModulus());
  }

  private static SshKey read(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    String name = new String(next(in), StandardCharsets.US_ASCII);
    SshKey key;
    if (name.equals(RSA)) {
      BigInteger exponent = new BigInteger(next(in));
      BigInteger modulus = new BigInteger(next(in));
      key = checked(rsa(modulus, exponent), modulus);
    } else {
      byte[] point = next(in);
      key = ed25519(point);
      if (point.length != ED25519_BYTES) {
        throw KeyPairErrors.materialMalformed();
      }
    }
    if (!Arrays.equals(key.blob(), blob)) {
      throw KeyPairErrors.materialMalformed();
    }
    return key;
  }

  private static SshKey checked(SshKey key, BigInteger modulus) {
    if (modulus.signum() < 0 || modulus.bitLength() < RSA_BITS_MIN) {
      throw KeyPairErrors.materialMalformed();
    }
    return key;
  }

  private static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  /** With its length before it, as SSH writes everything. */
  static byte[] string(byte[] value) {
    return ByteBuffer.allocate(Integer.BYTES + value.length)
        .putInt(value.length)
        .put(value)
        .array();
  }

  /** Without the zero that keeps a number from being taken as negative. */
  static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  /** Its bytes, as SSH sends them. */
  byte[] blob() {
    return Base64.getDecoder().decode(text);
  }

  /** As it stands in {@code authorized_keys}. */
  String line(String comment) {
    return (type == KeyType.RSA ? RSA : ED25519) + " " + text + " " + comment;
  }

  /**
   * How EC2 tells a key that was imported: by the MD5 of its DER, an ED25519 key by the SHA-256 of
   * what SSH sends.
   */
  String fingerprint() {
    return type == KeyType.RSA ? colons("MD5", subjectPublicKeyInfo()) : sha256(blob());
  }

  private byte[] subjectPublicKeyInfo() {
    ByteBuffer in = ByteBuffer.wrap(blob());
    next(in);
    BigInteger exponent = new BigInteger(next(in));
    BigInteger modulus = new BigInteger(next(in));
    return Der.sequence(
        RSA_ALGORITHM, Der.bits(Der.sequence(Der.integer(modulus), Der.integer(exponent))));
  }

  /** A private RSA key as PKCS #8 wraps it. */
  static byte[] privateKeyInfo(byte[] rsaPrivateKey) {
    return Der.sequence(Der.integer(BigInteger.ZERO), RSA_ALGORITHM, Der.octets(rsaPrivateKey));
  }

  /** A digest in hexadecimal digits, two and two. */
  static String colons(String algorithm, byte[] value) {
    return HexFormat.ofDelimiter(":").formatHex(digest(algorithm, value));
  }

  private static String sha256(byte[] value) {
    return Base64.getEncoder().encodeToString(digest("SHA-256", value));
  }

  private static byte[] digest(String algorithm, byte[] value) {
    try {
      return MessageDigest.getInstance(algorithm).digest(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + algorithm, e);
    }
  }
}
