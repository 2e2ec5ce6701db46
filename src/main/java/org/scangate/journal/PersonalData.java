package org.scangate.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.ScanId;

/**
 * What the journal holds of one person: told (GDPR, article 15), or erased (article 17): in the
 * database, in what waits in the local file, and in what was set aside. Each is an event, which
 * names who asked and why, and not the user.
 */
public final class PersonalData {

  private static final Duration SHIPPED_WITHIN = Duration.ofSeconds(30);
  private static final int PAGE = 500;

  private final Path data;
  private final JournalFile file;
  private final DatabaseSink database;
  private final Shipper shipper;

  PersonalData(Path data, JournalFile file, DatabaseSink database, Shipper shipper) {
    this.data = data;
    this.file = file;
    this.database = database;
    this.shipper = shipper;
  }

  /**
   * Erases. The scans stay, without user, client, file name, and without the words of what was not
   * scanned. The same again does no harm, and ends what was begun.
   *
   * @throws JournalException not all is erased: ask again
   */
  public PersonalErased erase(PersonalRequest request) throws JournalException {
    Erasure erasure = Erasure.of(request, Instant.now());
    // First: from here on nothing older is written as it was, by whichever node, whatever happens
    database.change(
        "Erasing",
        (connection, kind) -> ErasureTable.add(connection, kind, erasure, request.user()));
    shipper.awaitShipped(SHIPPED_WITHIN);
    long scans = 0;
    int blanked;
    do {
      blanked =
          database.change("Erasing", (connection, kind) -> ErasureTable.blank(connection, request));
      scans += blanked;
    } while (blanked > 0);
    PersonalErased erased = new PersonalErased(scans, eraseSetAside(), left());
    told("personal-erased", request, "%s scans, %s set aside".formatted(scans, erased.setAside()));
    return erased;
  }

  private long eraseSetAside() throws JournalException {
    try {
      return shipper.setAside().change(database::erased, true);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private List<String> left() throws JournalException {
    List<String> left = new ArrayList<>();
    try (DirectoryStream<Path> damaged = Files.newDirectoryStream(data, "journal-damaged-*")) {
      damaged.forEach(one -> left.add(one.getFileName().toString()));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return left;
  }

  /**
   * Tells all of it, the latest first.
   *
   * @throws JournalException nothing is told
   */
  public PersonalExport export(PersonalRequest request) throws JournalException {
    page(request, Optional.empty()); // where the database is away, nobody waits for the shipping
    shipper.awaitShipped(SHIPPED_WITHIN);
    List<ScanRecord> setAside = new ArrayList<>();
    try {
      shipper.setAside().find(request::concerns).forEach(one -> setAside.add((ScanRecord) one));
    } catch (IOException e) {
      throw unreadable(e);
    }
    PersonalExport export =
        new PersonalExport(
            setAside, page(request, Optional.empty()), after -> page(request, after));
    told("personal-exported", request, "all that is held");
    return export;
  }

  private JournalPage<ScanRecord> page(PersonalRequest whose, Optional<JournalCursor> after)
      throws JournalException {
    ScanSearch search = whose.search();
    return database.read(
        (connection, kind) -> JournalSearch.scans(connection, kind, search, after, PAGE));
  }

  private void told(String kind, PersonalRequest request, String what) {
    file.append(
        new EventRecord(
            ScanId.next(),
            Instant.now(),
            kind,
            request.by(),
            request.site().orElse(""),
            what + "; " + request.reason()));
  }

  private JournalException unreadable(IOException e) {
    return new JournalException("the data folder " + data + " fails: " + e.getMessage(), true, e);
  }
}
