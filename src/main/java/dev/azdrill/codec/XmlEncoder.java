package dev.azdrill.codec;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes SDK values as the XML that AWS's query services answer with. Write-only and append-only:
 * one encoder for one reply.
 *
 * <p>Not thread-safe.
 */
public final class XmlEncoder {
  private final StringBuilder out = new StringBuilder(2048);

  /** Opens an element, with its namespace where it has one. */
  public XmlEncoder open(String name, String namespace) {
    out.append('<').append(name);
    if (!namespace.isEmpty()) {
      out.append(" xmlns=\"");
      escape(namespace);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  /** Closes an element that was opened under this name. */
  public XmlEncoder close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element that holds text alone. */
  public XmlEncoder text(String name, String text) {
    open(name, "");
    escape(text);
    return close(name);
  }

  /**
   * All members of a value that are present, each under its own name. Lists that nobody set are
   * absent.
   */
  public XmlEncoder members(SdkPojo value) {
    for (SdkField<?> field : value.sdkFields()) {
      Object member = field.getValueOrDefault(value);
      if (member != null
          && !(member instanceof SdkAutoConstructList)
          && !(member instanceof SdkAutoConstructMap)) {
        element(field.unmarshallLocationName(), field, member);
      }
    }
    return this;
  }

  private void element(String name, SdkField<?> field, Object value) {
    open(name, "");
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      for (Object each : (List<?>) value) {
        element(member.unmarshallLocationName(), member, each);
      }
    } else if (type == MarshallingType.MAP) {
      entries(field.getRequiredTrait(MapTrait.class), (Map<?, ?>) value);
    } else if (type == MarshallingType.SDK_POJO) {
      members((SdkPojo) value);
    } else {
      escape(Scalars.print(value));
    }
    close(name);
  }

  private void entries(MapTrait trait, Map<?, ?> entries) {
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      open("entry", "");
      text(trait.keyLocationName(), String.valueOf(entry.getKey()));
      element(trait.valueLocationName(), trait.valueFieldInfo(), entry.getValue());
      close("entry");
    }
  }

  private void escape(String text) {
    int plain = plain(text);
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        // No reply is unreadable, whatever it says.
        default -> out.append(RequestText.isSayable(text, i) ? c : '\uFFFD');
      }
    }
  }

  /** How much of its beginning is said as it is: of most texts, all. */
  private static int plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"') {
        return i;
      }
    }
    return text.length();
  }

  /** The document so far. */
  @Override
  public String toString() {
    return out.toString();
  }
}
