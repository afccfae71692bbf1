package dev.azdrill.report;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** A rendered document, parsed: what does not parse as XML was not escaped. */
public record Xml(Document document) {
  public static Xml parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new DefaultHandler());
    return new Xml(builder.parse(new InputSource(new StringReader(text))));
  }

  /** The text of the first node, or an empty text. */
  public String text(String path) throws Exception {
    return xpath().evaluate(path, document);
  }

  public int count(String path) throws Exception {
    return ((NodeList) xpath().evaluate(path, document, XPathConstants.NODESET)).getLength();
  }

  private static XPath xpath() {
    return XPathFactory.newInstance().newXPath();
  }
}
