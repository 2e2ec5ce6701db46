package org.scangate.container;

import java.io.IOException;
import java.util.List;

/**
 * Reads a zip's directory, and of each member its own header and its first bytes.
 *
 * <p>Where the two headers differ, both count, since readers differ in which they believe. Not
 * seen: members that no directory names, but in a zip without any; what is in members by other
 * methods than stored and deflated, whose sizes are believed as well; zips in zips in zips; a
 * deflated ISO that begins with other bytes than most; what goes on behind the size in which both
 * headers agree.
 */
final class ZipInspector implements AutoCloseable {

  /** What must be inflated to look into it is kept in memory so far. */
  static final int MAX_KEPT = 8 << 20;

  /** No deflated byte makes more. */
  private static final long MAX_RATIO = 1032;

  private static final int MEMBER_BLOCK = 2 << 10;
  private static final int DIRECTORY_BLOCK = 64 << 10;
  private static final String PASSWORD = "a zip with a password";

  private final ByteSource zip;
  private final boolean inZip;
  private final Findings findings;
  private final Budget budget;
  private final ByteWindow members;
  private final MemberInflater inflater;

  private ZipInspector(ByteSource zip, boolean inZip, Findings findings, Budget budget) {
    this.zip = zip;
    this.inZip = inZip;
    this.findings = findings;
    this.budget = budget;
    this.members = new ByteWindow(zip, MEMBER_BLOCK);
    this.inflater = new MemberInflater(members, budget);
  }

  /**
   * Looks at what may be a zip.
   *
   * @param head its first bytes
   * @param inZip whether it is a member itself; then zips in it are not looked into
   */
  static void inspect(ByteSource file, Head head, boolean inZip, Findings findings, Budget budget)
      throws IOException {
    List<ZipDirectory> directories = ZipDirectory.all(file, findings);
    if (directories.isEmpty() && !FirstBytes.isZip(head)) {
      return;
    }
    try (ZipInspector inspector = new ZipInspector(file, inZip, findings, budget)) {
      for (ZipDirectory directory : directories) {
        inspector.inspect(directory);
      }
      if (directories.isEmpty()) {
        inspector.inspectWithoutDirectory(head);
      }
    }
  }

  private void inspect(ZipDirectory directory) throws IOException {
    ByteWindow entries = new ByteWindow(zip, DIRECTORY_BLOCK);
    long at = directory.start();
    long seen = 0;
    while (ZipEntryHeader.isInDirectoryAt(entries, at)) {
      if (!budget.takeMember()) {
        findings.add(ContainerKind.ZIP); // of the methods that were not seen, the most likely
        return;
      }
      ZipEntryHeader entry = ZipEntryHeader.inDirectory(entries, at);
      inspect(entry, directory.shift());
      at = entry.end();
      seen++;
    }
    if (seen < directory.members() && directory.members() != 0xffff) {
      findings.inDoubt("a zip whose directory is damaged");
    }
  }

  /** One after the other, as far as each says where it ends. */
  private void inspectWithoutDirectory(Head head) throws IOException {
    findings.add(ContainerKind.ZIP);
    if (!head.has(0, 'P', 'K', 5, 6)) {
      findings.inDoubt("a zip without a directory");
    }
    long at = head.has(4, 'P', 'K', 3, 4) ? 4 : 0;
    while (ZipEntryHeader.isLocalAt(members, at) && budget.takeMember()) {
      ZipEntryHeader local = ZipEntryHeader.local(members, at);
      long end = inspect(local, local, local.end());
      at = local.sizesFollow() ? behindSizes(end) : end;
    }
  }

  /** They have a signature or none, and are of four bytes or of eight. */
  private long behindSizes(long at) throws IOException {
    for (int length = 12; length <= 24; length += 4) {
      if (ZipEntryHeader.isLocalAt(members, at + length)) {
        return at + length;
      }
    }
    return at;
  }

  private void inspect(ZipEntryHeader entry, long shift) throws IOException {
    long at = entry.localAt() + shift;
    if (!ZipEntryHeader.isLocalAt(members, at)) {
      at = entry.localAt();
    }
    if (ZipEntryHeader.isLocalAt(members, at)) {
      ZipEntryHeader local = ZipEntryHeader.local(members, at);
      inspect(entry, local, local.end());
    } else {
      findings.inDoubt("a zip with a member that is not where its directory says");
      tell(entry);
    }
  }

  /**
   * Looks at a member.
   *
   * @return where it ends, without the sizes that may follow
   */
  private long inspect(ZipEntryHeader entry, ZipEntryHeader local, long start) throws IOException {
    tell(entry);
    tell(local);
    long packed = Math.max(entry.packed(), local.packed());
    if (packed > zip.size() - start) {
      findings.inDoubt("a zip with a member that goes on behind its end");
      packed = zip.size() - start;
    }
    boolean untilItsEnd = packed <= 0 && local.sizesFollow();
    if ((packed <= 0 && !untilItsEnd) || entry.encrypted() || local.encrypted()) {
      return start + packed;
    }
    long end = start + packed;
    if (packed > 0
        && (entry.method() == ZipEntryHeader.STORED || local.method() == ZipEntryHeader.STORED)) {
      inspectStored(start, packed);
    }
    if (entry.method() == ZipEntryHeader.DEFLATED || local.method() == ZipEntryHeader.DEFLATED) {
      inspectDeflated(start, untilItsEnd ? zip.size() - start : packed, untilItsEnd);
      end = untilItsEnd ? inflater.end() : end;
    }
    return end;
  }

  private void tell(ZipEntryHeader header) {
    findings.add(header.kind());
    findings.member(header.plain());
    if (header.encrypted()) {
      findings.encrypted(PASSWORD);
    }
  }

  private void inspectStored(long start, long packed) throws IOException {
    findings.member(packed);
    byte[] bytes = new byte[(int) Math.min(packed, Head.LENGTH)];
    Head head = new Head(bytes, 0, members.read(start, bytes, bytes.length));
    SliceSource member = new SliceSource(zip, start, packed);
    inspectHead(head);
    if (IsoImage.isAt(member)) {
      findings.add(ContainerKind.ISO);
    }
    if (SelfExtracting.isProgram(head)) {
      findings.addAll(SelfExtracting.kinds(member));
    }
    lookInto(member, head);
  }

  /**
   * @param untilItsEnd whether it is told nowhere how many bytes it is packed in; it may have none
   */
  private void inspectDeflated(long start, long packed, boolean untilItsEnd) throws IOException {
    Head head = inflater.begin(start, packed);
    inspectHead(head);
    boolean whole = isLookedInto(head);
    // the inflater may give its place in memory up for a larger one, but not what is in the head
    if (whole) {
      inflater.keep(MAX_KEPT);
    } else if (SelfExtracting.isProgram(head)) {
      inflater.keep(SelfExtracting.SEARCHED);
      findings.addAll(SelfExtracting.kinds(inflater.kept()));
    } else if (IsoImage.mayBeginWith(head)) {
      inflater.keep(IsoImage.LENGTH);
      if (IsoImage.isAt(inflater.kept())) {
        findings.add(ContainerKind.ISO);
      }
    }
    boolean tooLarge = whole && inflater.counted() >= MAX_KEPT && inflater.isUnfinished();
    if (untilItsEnd) {
      inflater.count(Long.MAX_VALUE);
    } else if (packed > budget.limit() / MAX_RATIO) {
      inflater.count(budget.limit() + 1);
    }
    findings.member(inflater.counted());
    if (inflater.isBroken() && (!untilItsEnd || inflater.counted() > 0)) {
      findings.inDoubt("a zip with a member that can't be inflated");
    }
    if (tooLarge) {
      findings.unread("a zip with a document or archive of more than 8 MB in it");
    } else if (whole) {
      lookInto(inflater.kept(), head);
    }
  }

  private void inspectHead(Head head) throws IOException {
    findings.addAll(FirstBytes.kinds(head));
    findings.addAll(SelfExtracting.kinds(head.source()));
    if (FirstBytes.isZip(head)) {
      findings.add(ContainerKind.ZIP);
    }
  }

  private boolean isLookedInto(Head head) {
    return (FirstBytes.isZip(head) && !inZip) || FirstBytes.mayNeedPassword(head);
  }

  private void lookInto(ByteSource member, Head head) throws IOException {
    if (FirstBytes.isZip(head)) {
      if (!inZip) {
        inspect(member, head, true, findings, budget);
      }
    }
    if (FirstBytes.mayNeedPassword(head)) {
      Encryption.of(member, budget::isOver, findings)
          .ifPresent(what -> findings.encrypted(what + " in a zip"));
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
