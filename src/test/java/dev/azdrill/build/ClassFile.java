package dev.azdrill.build;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constant pool of a class, as far as it names other classes.
 *
 * @param linked classes that the JVM looks for when the code that names them runs
 * @param mentioned these, those of descriptors, and texts that may be names of classes
 */
record ClassFile(Set<String> linked, Set<String> mentioned) {
  private static final Pattern DESCRIPTOR = Pattern.compile("L([\\w/$-]+)[;<]");

  static ClassFile parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8);
      int size = in.readUnsignedShort();
      String[] texts = new String[size];
      int[] classes = new int[size];
      for (int i = 1; i < size; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts[i] = in.readUTF();
          case 7 -> classes[i] = in.readUnsignedShort();
          case 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          default -> throw new IOException("unknown constant " + tag);
        }
      }
      return of(texts, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassFile of(String[] texts, int[] classes) {
    Set<String> linked = new HashSet<>();
    for (int index : classes) {
      if (index != 0) {
        linked.add(element(texts[index]));
      }
    }
    Set<String> mentioned = new HashSet<>(linked);
    for (String text : texts) {
      if (text != null) {
        mentioned.add(text.replace('.', '/'));
        Matcher descriptors = DESCRIPTOR.matcher(text);
        while (descriptors.find()) {
          mentioned.add(descriptors.group(1));
        }
      }
    }
    return new ClassFile(linked, mentioned);
  }

  /** The class itself, or what an array is made of. */
  private static String element(String name) {
    String bare = name.replaceFirst("^\\[+", "");
    return bare.length() < name.length() && bare.startsWith("L")
        ? bare.substring(1, bare.length() - 1)
        : bare;
  }
}
