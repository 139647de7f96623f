using System.IO.Compression;
using System.Text;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Xunit;

namespace Tocsin.Core.Tests.Rules.Publishing;

public class RuleFilesCodecTests
{
    private static readonly RuleFiles _files = Files(("ruleset.json", "{}"), ("表/额度.csv", "a,b\n1,2\n"), ("empty", ""));

    [Fact]
    public void FromZip_WhatToZipMade_IsTheSameFiles()
    {
        var read = RuleFilesCodec.FromZip(RuleFilesCodec.ToZip(_files), _files.Digest);

        Assert.Equal(_files.Digest, read.Digest);
        Assert.Equal(_files.Files.Select(file => file.Path), read.Files.Select(file => file.Path));
    }

    [Fact]
    public void ToZip_EqualFilesInAnotherOrder_MakesEqualBytes() => Assert.Equal(
        RuleFilesCodec.ToZip(Files(("a", "1"), ("b", "2"))), RuleFilesCodec.ToZip(Files(("b", "2"), ("a", "1"))));

    [Fact]
    public void ToZip_OfNoFiles_IsAnArchiveOfNone() =>
        Assert.Empty(RuleFilesCodec.FromZip(RuleFilesCodec.ToZip(new RuleFiles([]))).Files);

    [Fact]
    public void ToZip_LargestSet_CanBeRead()
    {
        // Random bytes do not get smaller.
        var content = new byte[RuleFiles.MaximumFileBytes];
        new Random(1).NextBytes(content);
        var files = new RuleFiles(Enumerable.Range(0, 8).Select(i => new RuleFile($"{i}", content)));

        Assert.Equal(files.Digest, RuleFilesCodec.FromZip(RuleFilesCodec.ToZip(files)).Digest);
    }

    [Fact]
    public void ToZip_MostFilesWithTheLongestPaths_CanBeRead()
    {
        var files = new RuleFiles(Enumerable.Range(0, RuleFiles.MaximumFiles).Select(
            i => new RuleFile($"{i:D4}".PadRight(RuleFile.MaximumPathLength, '规'), new byte[1])));

        Assert.Equal(files.Digest, RuleFilesCodec.FromZip(RuleFilesCodec.ToZip(files)).Digest);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("C:/a")]
    [InlineData("a\nb")]
    [InlineData("a\ufffd")]
    [InlineData("a\\b")]
    [InlineData("folder/")]
    public void FromZip_PathThatLeadsElsewhere_IsRefused(string path) => AssertRefused(Zip((path, new byte[1])));

    [Fact]
    public void FromZip_SamePathTwice_IsRefused() => AssertRefused(Zip(("a", new byte[1]), ("a", new byte[1])));

    [Fact]
    public void FromZip_TooManyFiles_IsRefused() => AssertRefused(
        Zip([.. Enumerable.Range(0, RuleFiles.MaximumFiles + 1).Select(i => ($"{i}", Array.Empty<byte>()))]));

    [Theory]
    [InlineData(1, false)]
    [InlineData(65_535, false)]
    [InlineData(1, true)]
    public void FromZip_ListOfAMillionEntries_IsRefusedBeforeItIsRead(int said, bool isExtended)
    {
        var zip = Listing(1_000_000, said, isExtended);
        Assert.True(zip.Length < RuleFilesCodec.MaximumZipBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(zip);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 2L * zip.Length, $"It took {allocated} bytes to refuse {zip.Length}.");
    }

    [Fact]
    public void FromZip_FileThatUnpacksToTooMuch_IsRefused() =>
        AssertRefused(Zip(("a", new byte[RuleFiles.MaximumFileBytes + 1])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void FromZip_FileThatSaysItIsOfAnotherLength_IsNotWhatItSays(int claimed)
    {
        var files = Files(("a", new string('x', 0x01020304 >> 8)));
        var zip = RuleFilesCodec.ToZip(files);
        // The length stands in both headers of the entry.
        var said = BitConverter.GetBytes(files.Files[0].Content.Length);
        for (int at; (at = zip.AsSpan().IndexOf(said)) >= 0;) BitConverter.TryWriteBytes(zip.AsSpan(at), claimed);

        AssertSameOrRefused(zip, files.Digest);
    }

    [Fact]
    public void FromZip_FilesThatUnpackToTooMuchTogether_IsRefused() => AssertRefused(
        Zip([.. Enumerable.Range(0, 9).Select(i => ($"{i}", new byte[RuleFiles.MaximumFileBytes]))]));

    [Fact]
    public void FromZip_NoArchive_IsRefused()
    {
        AssertRefused([]);
        AssertRefused(Encoding.UTF8.GetBytes("{\"name\":\"no archive\"}"));
        AssertRefused(new byte[RuleFilesCodec.MaximumZipBytes + 1]);
    }

    [Fact]
    public void FromZip_AnyByteAltered_IsTheSameFilesOrRefused()
    {
        var zip = RuleFilesCodec.ToZip(_files);
        for (var at = 0; at < zip.Length; at++)
        {
            foreach (var bit in (int[])[1, 0x10, 0x80])
            {
                byte[] altered = [.. zip];
                altered[at] ^= (byte)bit;
                AssertSameOrRefused(altered, _files.Digest);
            }
        }
    }

    [Fact]
    public void FromZip_ManyBytesAltered_IsTheSameFilesOrRefused()
    {
        var random = new Random(7);
        foreach (var level in (CompressionLevel[])[CompressionLevel.NoCompression, CompressionLevel.Optimal])
        {
            var zip = Zip(level, [("ruleset.json", "{}"u8.ToArray()), ("表/额度.csv", new byte[300])]);
            var digest = RuleFilesCodec.FromZip(zip).Digest;
            for (var run = 0; run < 5_000; run++)
            {
                byte[] altered = [.. zip];
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    var at = random.Next(altered.Length - sizeof(int));
                    BitConverter.TryWriteBytes(altered.AsSpan(at), random.Next(2) == 0 ? -1 : random.Next());
                }

                AssertSameOrRefused(altered, digest);
            }
        }
    }

    [Fact]
    public void FromZip_WhatToZipMadeOfAnyFiles_IsTheSameFiles()
    {
        var random = new Random(11);
        for (var run = 0; run < 300; run++)
        {
            var files = AnyFiles(random);
            var zip = RuleFilesCodec.ToZip(files);

            var read = RuleFilesCodec.FromZip(zip, files.Digest);

            Assert.Equal(files.Files.Select(file => file.Path), read.Files.Select(file => file.Path));
            Assert.All(files.Files.Zip(read.Files), pair =>
                Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span)));
            Assert.Equal(zip, RuleFilesCodec.ToZip(read));
        }
    }

    [Fact]
    public void ToZip_PathsThatNoTextIs_Throws()
    {
        // As text both would be the same, so that nobody could read them again.
        Assert.Throws<ArgumentException>(() => RuleFilesCodec.ToZip(Files(("\ud842", "1"), ("\ud843", "2"))));
    }

    [Fact]
    public void FromZip_CutAnywhere_IsRefused()
    {
        var zip = RuleFilesCodec.ToZip(_files);
        for (var length = 0; length < zip.Length; length++) AssertRefused(zip[..length]);
    }

    [Fact]
    public void FromZip_FilesOfAnotherDigest_IsRefused() => Assert.Throws<InvalidDataException>(
        () => RuleFilesCodec.FromZip(RuleFilesCodec.ToZip(_files), new string('0', 64)));

    [Fact]
    public void ToZip_OutOfBounds_Throws()
    {
        var many = Enumerable.Range(0, RuleFiles.MaximumFiles + 1).Select(i => new RuleFile($"{i}", new byte[1]));
        var large = new byte[RuleFiles.MaximumFileBytes + 1];

        Assert.Throws<ArgumentException>(() => RuleFilesCodec.ToZip(new RuleFiles(many)));
        Assert.Throws<ArgumentException>(() => RuleFilesCodec.ToZip(new RuleFiles([new("a", large)])));
        Assert.Throws<ArgumentException>(() => RuleFilesCodec.ToZip(Files(("../a", "1"))));
        Assert.Throws<ArgumentException>(() => RuleFilesCodec.ToZip(Files(("a", "1"), ("a", "2"))));
    }

    private static void AssertSameOrRefused(byte[] zip, string digest)
    {
        try
        {
            Assert.Equal(digest, RuleFilesCodec.FromZip(zip, digest).Digest);
        }
        catch (InvalidDataException)
        {
            // Any other exception would go through to the caller.
        }
    }

    private static void AssertRefused(byte[] zip) =>
        Assert.Throws<InvalidDataException>(() => RuleFilesCodec.FromZip(zip));

    private static RuleFiles Files(params (string Path, string Text)[] files) =>
        new(files.Select(file => new RuleFile(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    // Paths and contents of every kind that is allowed, now and then a large file that gets much smaller.
    private static RuleFiles AnyFiles(Random random)
    {
        string[] parts = ["a", "表", "\U00020BB7", " ", "...", "e\u0301", "é", "-x", "CON", "a.json", "%2e%2e", "~"];
        var files = new Dictionary<string, byte[]>();
        for (var i = random.Next(8); i > 0; i--)
        {
            var path = string.Join('/', random.GetItems(parts, random.Next(1, 5)));
            var content = new byte[random.Next(10) == 0 ? 200_000 : random.Next(300)];
            if (content.Length < 300) random.NextBytes(content);
            files[path] = content;
        }

        return new RuleFiles(files.Select(file => new RuleFile(file.Key, file.Value)));
    }

    // The list of an archive and nothing else: so many entries, and how many its end says there are; extended, the end
    // refers to an extension, which says the truth.
    private static byte[] Listing(int entries, int said, bool isExtended)
    {
        const int entry = 47;
        var list = entries * entry;
        var zip = new byte[list + (isExtended ? 98 : 22)];
        for (var i = 0; i < entries; i++)
        {
            var header = zip.AsSpan(i * entry, entry);
            "PK\u0001\u0002"u8.CopyTo(header);
            header[28] = 1;
            header[^1] = (byte)'a';
        }

        var end = zip.AsSpan(list);
        if (isExtended)
        {
            "PK\u0006\u0006"u8.CopyTo(end);
            BitConverter.TryWriteBytes(end[4..], 44L);
            foreach (var at in (int[])[24, 32]) BitConverter.TryWriteBytes(end[at..], (long)entries);
            BitConverter.TryWriteBytes(end[40..], (long)list);
            "PK\u0006\u0007"u8.CopyTo(end[56..]);
            BitConverter.TryWriteBytes(end[64..], (long)list);
            end[72] = 1;
            end = end[76..];
        }

        "PK\u0005\u0006"u8.CopyTo(end);
        foreach (var at in (int[])[8, 10]) BitConverter.TryWriteBytes(end[at..], (ushort)said);
        BitConverter.TryWriteBytes(end[12..], list);
        BitConverter.TryWriteBytes(end[16..], isExtended ? -1 : 0);
        return zip;
    }

    private static byte[] Zip(params (string Path, byte[] Content)[] entries) =>
        Zip(CompressionLevel.Optimal, entries);

    private static byte[] Zip(CompressionLevel level, (string Path, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in entries)
            {
                using var stream = archive.CreateEntry(path, level).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }
}
