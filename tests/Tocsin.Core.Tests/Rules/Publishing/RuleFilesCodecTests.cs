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
    [InlineData("a\\b")]
    [InlineData("folder/")]
    public void FromZip_PathThatLeadsElsewhere_IsRefused(string path) => AssertRefused(Zip((path, new byte[1])));

    [Fact]
    public void FromZip_SamePathTwice_IsRefused() => AssertRefused(Zip(("a", new byte[1]), ("a", new byte[1])));

    [Fact]
    public void FromZip_TooManyFiles_IsRefused() => AssertRefused(
        Zip([.. Enumerable.Range(0, RuleFiles.MaximumFiles + 1).Select(i => ($"{i}", Array.Empty<byte>()))]));

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

    private static byte[] Zip(params (string Path, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in entries)
            {
                using var stream = archive.CreateEntry(path).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }
}
