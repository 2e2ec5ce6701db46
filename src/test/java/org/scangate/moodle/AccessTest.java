package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;

/** Who may ask, and where the asking comes from. */
class AccessTest {

  private static final AccessRules TWO = new AccessRules(List.of("first", "s:econd"), List.of());

  @Test
  void anyOfTheTokensOpensAsBearerOrAsTheBasicPassword() {
    assertOpen("Bearer first");
    assertOpen("bearer  s:econd ");
    assertOpen(basic("moodle:first"));
    assertOpen(basic("anyone:s:econd"));
    assertOpen(basic(":first"));
  }

  @Test
  void anythingElseIsTurnedAway() {
    for (String header :
        new String[] {
          null,
          "",
          "first",
          "Bearer",
          "Bearer ",
          "Bearer fir",
          "Bearer firstt",
          "Bearer FIRST",
          "Basic first",
          "Basic !!!",
          basic("first:"),
          basic("first:moodle"),
          "Digest first"
        }) {
      assertEquals(
          401,
          TWO.refusal("192.0.2.1", header).orElseThrow().status().getStatusCode(),
          "with " + header);
    }
  }

  @Test
  void secretsAreNotPrinted() {
    assertFalse(TWO.toString().contains("first"));
    assertFalse(
        TWO.refusal("192.0.2.1", "Bearer wrong").orElseThrow().toString().contains("first"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.0.0/15, 10.0.0.1, true",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 255.1.1.1, true",
    "0.0.0.0/0, ::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "10.0.0.0/8, ::ffff:10.9.9.9, true",
    "fe80::/10, fe80::1%eth0, true",
    "10.0.0.0/8, moodle.example.org, false",
    "10.0.0.0/8, unknown, false"
  })
  void aRangeHoldsWhatItHolds(String range, String address, boolean inside) {
    assertEquals(inside, AddressRange.parse(range).contains(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0",
        "256.1.1.1",
        "host",
        "::1/129"
      })
  void whatIsNoRangeIsToldSo(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text)).getMessage();
    assertTrue(message.contains("10.1.0.0/16"), message);
  }

  @Test
  void onlyTrustedProxiesAreBelieved() {
    ClientAddress clients = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));
    List<String> none = List.of();
    assertEquals("192.0.2.1", clients.of("192.0.2.1", none, List.of("198.51.100.7")));
    assertEquals("198.51.100.7", clients.of("10.0.0.1", none, List.of("198.51.100.7")));
    assertEquals(
        "198.51.100.7", clients.of("10.0.0.1", none, List.of("6.6.6.6, 198.51.100.7, 10.0.0.2")));
    assertEquals("198.51.100.7", clients.of("10.0.0.1", none, List.of("6.6.6.6", "198.51.100.7")));
    assertEquals("198.51.100.7", clients.of("10.0.0.1", none, List.of("198.51.100.7:4711")));
    assertEquals("10.0.0.1", clients.of("10.0.0.1", none, none));
    assertEquals(
        "2001:db8::7",
        clients.of(
            "10.0.0.1", List.of("for=6.6.6.6, For=\"[2001:db8::7]:4711\";proto=https"), none));
    assertEquals(
        "198.51.100.7", clients.of("10.0.0.1", List.of("proto=http;for=198.51.100.7"), none));
  }

  @Test
  void headersThatDisagreeAreNotBelieved() {
    ClientAddress clients = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));
    List<String> forged = List.of("for=192.0.2.10");
    assertEquals("unknown", clients.of("10.0.0.1", forged, List.of("203.0.113.66")));
    assertEquals("203.0.113.1", clients.of("203.0.113.1", forged, List.of("6.6.6.6")));
    assertEquals("192.0.2.10", clients.of("10.0.0.1", forged, List.of("192.0.2.10")));
    assertFalse(AddressRange.parse("192.0.2.10").contains("192.0.2.10%, for="));
    assertFalse(AddressRange.parse("fe80::/10").contains("fe80::1%a b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "for=\"192.0.2.10",
        "for=192.0.2.10\"",
        "for=192.0.2.10;for=192.0.2.11",
        "proto=https",
        "for=",
        "for= 192.0.2.10",
        "for=[2001:db8::7",
        "for=192.0.2.10:80:90",
        "192.0.2.10",
        ""
      })
  void whatCannotBeReadIsNoClientAndInNoRange(String forwarded) {
    ClientAddress clients = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));
    List<String> none = List.of();
    assertEquals("unknown", clients.of("10.0.0.1", List.of(forwarded), none));
    assertEquals("unknown", clients.of("10.0.0.1", none, List.of("192.0.2.10, x" + forwarded)));
    AccessRules rules = new AccessRules(List.of(), List.of(AddressRange.parse("0.0.0.0/0")));
    assertEquals(403, rules.refusal("unknown", null).orElseThrow().status().getStatusCode());
  }

  @Test
  void addressesComeInManyForms() {
    ClientAddress clients = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));
    List<String> none = List.of();
    for (String one : List.of("[2001:db8::7]", "[2001:db8::7]:80", "2001:db8::7")) {
      assertEquals("2001:db8::7", clients.of("10.0.0.1", none, List.of(one)), one);
      String quoted = "for=\"" + one + "\";by=\"a,for=6.6.6.6\"";
      assertEquals("2001:db8::7", clients.of("10.0.0.1", List.of(quoted), none), one);
      assertEquals(
          "2001:DB8:0::7", clients.of("10.0.0.1", List.of(quoted), List.of("2001:DB8:0::7")));
    }
  }

  private static void assertOpen(String header) {
    assertTrue(TWO.refusal("192.0.2.1", header).isEmpty(), header);
  }

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }
}
