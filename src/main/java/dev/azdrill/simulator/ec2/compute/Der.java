package dev.azdrill.simulator.ec2.compute;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** As much of the encoding of ASN.1 as keys are written in. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int SHORT_MAX = 0x7f;
  private static final int LONG_FORM = 0x80;

  private Der() {}

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] octets(byte[] value) {
    return tagged(OCTETS, value);
  }

  /** All bits of these bytes. */
  static byte[] bits(byte[] value) {
    return tagged(BIT_STRING, joined(new byte[] {0}, value));
  }

  static byte[] sequence(byte[]... members) {
    return tagged(SEQUENCE, joined(members));
  }

  private static byte[] tagged(int tag, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length <= SHORT_MAX) {
      out.write(value.length);
    } else {
      byte[] length = SshKey.unsigned(BigInteger.valueOf(value.length));
      out.write(LONG_FORM | length.length);
      out.writeBytes(length);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  /** One after the other. */
  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
