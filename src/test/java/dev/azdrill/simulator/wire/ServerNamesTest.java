package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser cannot be made to send by a page of another site is answered, all else not. */
class ServerNamesTest {
  private final ServerNames names =
      new ServerNames(InetAddress.getLoopbackAddress(), Set.of("host.docker.internal", "Region."));

  private static BasicHttpRequest to(String host) {
    BasicHttpRequest request = new BasicHttpRequest("POST", "/", HttpVersion.HTTP_1_1);
    request.addHeader("Host", host);
    return request;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:4599",
        "127.8.9.1:1",
        "localhost",
        "LOCALHOST.:4599",
        "bucket.localhost:4599",
        "[::1]:4599",
        "[0:0:0:0:0:0:0:1]",
        "ec2.eu-west-2.amazonaws.com",
        "bucket.s3.EU-WEST-2.amazonaws.com.:4599",
        "ec2.cn-north-1.amazonaws.com.cn",
        "host.docker.internal:4599",
        "bucket.Host.Docker.Internal",
        "region"
      })
  void clients_reach_it_by_its_names(String host) {
    assertThat(names.refusal(to(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:4599",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost",
        "amazonaws.com.evil.example",
        "eviltregion",
        "192.0.2.1",
        "[2001:db8::1]",
        "[::2]",
        "0.0.0.0",
        "2130706433"
      })
  void another_name_is_refused_with_the_way_to_allow_it(String host) throws Exception {
    HttpResponse refusal = names.refusal(to(host)).orElseThrow();

    assertThat(refusal.getStatusLine().getStatusCode()).isEqualTo(403);
    assertThat(EntityUtils.toString(refusal.getEntity()))
        .contains("--allowed-host ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "user@localhost", "localhost/", "localhost:x", "[::1", "a,b"})
  void what_is_no_name_is_refused(String host) {
    assertThat(names.refusal(to(host))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, true",
    "https://bucket.s3.amazonaws.com, true",
    "null, true",
    "'', true",
    "chrome-extension://abcdef, true",
    "http://localhost.evil.example, true",
    "http://localhost@evil.example, true",
    "http://localhost:3000, false",
    "http://127.0.0.1, false",
    "https://host.docker.internal, false"
  })
  void a_page_is_answered_by_its_origin(String origin, boolean isRefused) {
    BasicHttpRequest request = to("127.0.0.1");
    request.addHeader("Origin", origin);

    assertThat(names.refusal(request).isPresent()).isEqualTo(isRefused);
  }

  @ParameterizedTest
  @CsvSource({"cross-site, true", "Same-Site, true", "same-origin, false", "none, false"})
  void what_a_page_loads_without_an_origin_is_told_by_the_browser(String site, boolean isRefused) {
    BasicHttpRequest request = to("127.0.0.1");
    request.addHeader("Sec-Fetch-Site", site);

    assertThat(names.refusal(request).isPresent()).isEqualTo(isRefused);
  }

  @Test
  void who_listens_on_one_address_is_reached_by_it_and_on_all_by_any() throws Exception {
    ServerNames one = new ServerNames(InetAddress.getByName("192.0.2.7"), Set.of());
    ServerNames all = new ServerNames(InetAddress.getByName("0.0.0.0"), Set.of());

    assertThat(one.refusal(to("192.0.2.7:4599"))).isEmpty();
    assertThat(one.refusal(to("192.0.2.8"))).isPresent();
    assertThat(all.refusal(to("192.0.2.8"))).isEmpty();
    assertThat(all.refusal(to("evil.example"))).isPresent();
  }
}
