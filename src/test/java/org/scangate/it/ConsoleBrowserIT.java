package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.scangate.testing.Await;
import org.scangate.testing.Browser;
import org.scangate.testing.Fixtures;

/**
 * The console as people have it: in a browser, with the keyboard, on a phone, on paper. What does
 * not vary with the server is tried on two of them.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("browser")
class ConsoleBrowserIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FILES = 15_000;
  private static final String CONSOLE = Site.BASE + "console/";
  private static final Path PICTURES = Path.of("target", "screenshots", Site.SERVER);

  private static final List<String> PAGES =
      List.of(
          "",
          "findings",
          "scans",
          "sweeps",
          "scanners",
          "checks",
          "canaries",
          "alerts",
          "acts",
          "settings",
          "help",
          "help/operate/console");

  private static PureFolder store;

  private Browser browser;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    store = new PureFolder();
    for (int i = 0; i < FILES; i++) {
      store.add(i, ("file " + i).getBytes(UTF_8));
    }
    return Site.war(
        "scangate.scanner=hashlist",
        "scangate.pure.local.roots=" + store.root(),
        "scangate.pure.interval=PT2S",
        "scangate.pure.settle=PT0S",
        "scangate.pure.full-walk=P1D",
        "scangate.canary=front-door",
        "scangate.canary.front-door.url=" + Site.BASE,
        "scangate.data-folder=" + Site.ownData());
  }

  @AfterAll
  static void clean() throws IOException {
    store.close();
  }

  @BeforeEach
  void start() throws IOException {
    ConsoleClient viewer = ConsoleClient.of("anna");
    Await.until("the journal is open", SOON, () -> viewer.get("scans").statusCode() == 200);
    browser = Browser.start();
  }

  @AfterEach
  void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private void login(String name) {
    browser.open(CONSOLE);
    browser.find("#name").sendKeys(name);
    browser.find("#password").sendKeys("a secret of " + name, Keys.ENTER);
    Await.until("they are in", SOON, () -> !browser.all("nav").isEmpty());
  }

  private static void upload(byte[] content, String name, String site) throws IOException {
    Site.send(
        Site.scanRequest(BodyPublishers.ofByteArray(Site.form(content, name)))
            .header("User-Agent", "MoodleBot/4.5 (+" + site + ")"));
  }

  @Test
  void everyPageIsForEverybody() throws IOException {
    upload(Fixtures.eicar(), "eicar.com", "https://moodle.example.org");
    upload("a thesis".getBytes(UTF_8), "thesis.txt", "https://moodle.example.org");
    login("ada");
    List<String> pages = new ArrayList<>(PAGES);
    Await.until(
        "a finding is shown",
        SOON,
        () -> {
          browser.open(CONSOLE + "findings");
          return !browser.all("a[href*='contents/']").isEmpty();
        });
    String content = browser.find("a[href*='contents/']").getDomAttribute("href");
    pages.add(content.substring(content.indexOf("contents/")));
    List<String> faults = new ArrayList<>();
    browser.complaints();
    for (String scheme : List.of("light", "dark")) {
      browser.theme(scheme);
      for (String page : pages) {
        browser.width(1280, false);
        browser.open(CONSOLE + page);
        note(faults, scheme + " " + page, browser.accessibility());
        note(faults, page, String.join("\n", browser.complaints()));
        String name = page.isEmpty() ? "overview" : page.replaceAll("[^a-z]+", "-");
        browser.screenshot(PICTURES.resolve(scheme + "-" + name + ".png"));
        browser.width(375, true);
        note(faults, page + " on a phone", overflow());
        browser.screenshot(PICTURES.resolve(scheme + "-" + name + "-phone.png"));
      }
    }
    browser.script(true);
    assertEquals(List.of(), faults);
  }

  private static void note(List<String> faults, String where, String what) {
    if (!what.isEmpty()) {
      faults.add(where + ": " + what);
    }
  }

  private String overflow() {
    Object wide =
        browser.run("return document.documentElement.scrollWidth - document.body.clientWidth");
    return ((Number) wide).longValue() > 0 ? wide + " pixels too wide" : "";
  }

  @Test
  void theKeyboardIsEnough() {
    browser.open(CONSOLE);
    assertEquals("name", browser.driver().switchTo().activeElement().getDomAttribute("id"));
    type("otto", Keys.TAB);
    type("a secret of otto", Keys.TAB);
    type(Keys.ENTER);
    Await.until("they are in", SOON, () -> !browser.all("nav").isEmpty());
    type(Keys.TAB);
    assertEquals("To the content", browser.driver().switchTo().activeElement().getText());
    for (int i = 0; i < 30 && !focused().equals("Sweeps"); i++) {
      type(Keys.TAB);
    }
    type(Keys.ENTER);
    Await.until("the page is there", SOON, () -> browser.text("h1").equals("Sweeps"));
    for (int i = 0; i < 60 && !focused().equals("Sweep now"); i++) {
      type(Keys.TAB);
    }
    type(Keys.ENTER);
    Await.until("it is done", SOON, () -> !browser.all(".said").isEmpty());
    assertTrue(browser.text(".said").contains("a full walk begins"), browser.text(".said"));
  }

  private String focused() {
    return browser.driver().switchTo().activeElement().getText();
  }

  private void type(CharSequence... keys) {
    browser.driver().switchTo().activeElement().sendKeys(keys);
  }

  @Test
  void readingAndActingNeedNoScript() {
    browser.open(CONSOLE);
    browser.script(false);
    login("otto");
    for (String page : PAGES) {
      browser.open(CONSOLE + page);
      assertFalse(browser.text("h1").isEmpty(), page);
    }
    browser.open(CONSOLE + "scanners");
    browser.find("form[action$='act/flush-cache'] button").click();
    Await.until("it is done", SOON, () -> !browser.all(".said").isEmpty());
    assertTrue(browser.text(".said").contains("Known content is forgotten"));
  }

  /** Without a reload, and without taking the form away that somebody fills in. */
  @Test
  void aSweepIsSeenMoving() {
    login("otto");
    browser.open(CONSOLE + "sweeps");
    for (WebElement summary : browser.all("summary")) {
      if (summary.getText().equals("Scan again")) {
        summary.click();
      }
    }
    browser.find("form[action$='sweep-rescan'] input[name=everything]").click();
    browser.find("#rescan-local").sendKeys("a test");
    browser.find("form[action$='sweep-rescan'] button").click();
    Await.until("it is done", SOON, () -> !browser.all(".said").isEmpty());
    browser.run("document.body.dataset.same = 'yes'");
    for (WebElement summary : browser.all("summary")) {
      if (summary.getText().equals("Pause")) {
        summary.click();
      }
    }
    browser.find("#pause-local").sendKeys("half a rea");
    String before = browser.text("#live-local");
    Await.until("something moves", SOON, () -> !browser.text("#live-local").equals(before));
    Await.until(
        "all were scanned",
        SOON.multipliedBy(3),
        () -> browser.text("#live-local").replace(",", "").contains("scanned\n" + FILES + " of"));
    assertEquals("yes", browser.run("return document.body.dataset.same"), "no page was reloaded");
    assertEquals("half a rea", browser.find("#pause-local").getDomProperty("value"));
  }

  /** Nor does the keyboard lose its place. */
  @Test
  void aTableThatIsRefreshedStaysWhereItWasMovedTo() {
    login("anna");
    browser.width(375, true);
    browser.open(CONSOLE);
    browser.run("document.getElementById('live').dataset.old = 'yes'");
    browser.run("document.getElementById('table-covered').focus()");
    browser.run("document.getElementById('table-covered').scrollLeft = 40");
    assertEquals(40L, scrolled());
    Await.until(
        "it is refreshed",
        SOON,
        () -> browser.run("return document.getElementById('live').dataset.old") == null);
    assertEquals(40L, scrolled());
    assertEquals("table-covered", browser.run("return document.activeElement.id"));
  }

  private Object scrolled() {
    return browser.run("return document.getElementById('table-covered').scrollLeft");
  }

  @Test
  void anAuditorPrintsIt() throws IOException {
    login("anna");
    browser.open(CONSOLE + "scans");
    byte[] pdf = browser.pdf();
    assertTrue(pdf.length > 5_000, "an empty page has less: " + pdf.length);
    assertEquals("%PDF", new String(pdf, 0, 4, UTF_8));
  }
}
