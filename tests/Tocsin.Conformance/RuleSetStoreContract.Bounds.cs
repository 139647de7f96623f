using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Conformance;

/// <summary>The largest files, the oddest texts, and several instances at once.</summary>
public abstract partial class RuleSetStoreContract
{
    [Fact]
    public async Task ReadFilesAsync_EveryByteAndTheLongestPath_AsTheyWerePublished()
    {
        var store = await OpenStoreAsync();
        byte[] every = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var path = new string('规', RuleFile.MaximumPathLength - 3) + "/\U00020BB7";
        var files = new RuleFiles([new("every byte", every), new(path, every.Reverse().ToArray()), new("no", default)]);

        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        AssertSameFiles(files, await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
    }

    [Fact]
    public async Task ReadFilesAsync_LargestSet_IsAsItWasPublished()
    {
        var store = await OpenStoreAsync();
        // Random bytes do not get smaller.
        var content = new byte[RuleFiles.MaximumFileBytes];
        new Random(1).NextBytes(content);
        var files = new RuleFiles(Enumerable.Range(0, RuleFiles.MaximumTotalBytes / RuleFiles.MaximumFileBytes)
            .Select(i => new RuleFile($"{i}", content)));

        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        AssertSameFiles(files, await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
        AssertSame(Publication(files), Assert.Single(await store.RuleSets.ListAsync(null, 10, Cancellation)));
    }

    [Fact]
    public async Task PublishAsync_OddTexts_AreKeptToTheLastCharacter()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        var odd = new RulePublication(files.Digest, OddText, OddText, OddText, OddText, Noon);
        var approval = new RuleApproval(OddText, OddText, Noon);
        var shadow = Shadow(files.Digest) with { By = OddText, Reason = OddText };

        await store.RuleSets.PublishAsync(odd, files, Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, approval, Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, approval, Cancellation);
        await store.RuleSets.WriteShadowAsync(shadow, Cancellation);

        AssertSame(odd with { Approvals = [approval] }, await store.RuleSets.FindAsync(files.Digest, Cancellation));
        Assert.Equal(shadow, await store.RuleSets.ReadShadowAsync(Cancellation));
    }

    [Fact]
    public async Task PublishAsync_CharacterThatEndsTextsElsewhere_CutsNothing()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        var published = Publication(files, author: "a\0b") with { Reason = "\0c" };
        await store.RuleSets.PublishAsync(published, files, Cancellation);

        var found = await store.RuleSets.FindAsync(files.Digest, Cancellation);

        // A store may put another character in its place.
        Assert.Equal((3, 2), (found!.Author.Length, found.Reason.Length));
        Assert.EndsWith("b", found.Author, StringComparison.Ordinal);
        Assert.EndsWith("c", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_EmptyTexts_StayEmpty()
    {
        var store = await OpenStoreAsync();
        var files = new RuleFiles([]);
        var empty = new RulePublication(files.Digest, "", "", "", "", Noon);

        await store.RuleSets.PublishAsync(empty, files, Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, new RuleApproval("", "", Noon), Cancellation);

        AssertSame(
            empty with { Approvals = [new RuleApproval("", "", Noon)] },
            await store.RuleSets.FindAsync(files.Digest, Cancellation));
        AssertSameFiles(files, await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
    }

    [Fact]
    public async Task FindAsync_AnotherLengthOrCase_IsNull()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        foreach (var digest in new[] { files.Digest[..12], files.Digest.ToUpperInvariant(), files.Digest + "0", "*" })
            Assert.Null(await store.RuleSets.FindAsync(digest, Cancellation));
    }

    [Fact]
    public async Task PublishAsync_ManyOnEveryInstance_KeepsEachOnceAndAnswersItsFirst()
    {
        var stores = await OpenInstancesAsync();
        RuleFiles[] sets = [Files(1), Files(2), Files(3)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
            await stores[i % stores.Length].RuleSets.PublishAsync(
                Publication(sets[i % 3], Noon.AddMinutes(i), $"author-{i}"), sets[i % 3], Cancellation))));

        foreach (var store in stores)
        {
            var listed = await store.RuleSets.ListAsync(null, 10, Cancellation);
            Assert.Equal(3, listed.Count);
            foreach (var answer in answers) AssertSame(listed.Single(one => one.Digest == answer.Digest), answer);
        }
    }

    [Fact]
    public async Task ApproveAsync_MoreThanTheMostAtOnce_NotesTheMostAndNobodyTwice()
    {
        var stores = await OpenInstancesAsync();
        var files = Files(1);
        await stores[0].RuleSets.PublishAsync(Publication(files), files, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
            await stores[i % stores.Length].RuleSets.ApproveAsync(
                files.Digest, Approval($"approver-{i % 30}"), Cancellation))));

        var approvals = (await stores[^1].RuleSets.FindAsync(files.Digest, Cancellation))!.Approvals;
        Assert.Equal(RulePublication.MaximumApprovals, approvals.Count);
        Assert.Equal(RulePublication.MaximumApprovals, approvals.Select(one => one.Approver).Distinct().Count());
    }

    [Fact]
    public async Task ListAsync_PublishedBetweenTwoPages_RepeatsAndLosesNothing()
    {
        var store = await OpenStoreAsync();
        for (var i = 0; i < 4; i++)
            await store.RuleSets.PublishAsync(Publication(Files(i), Noon.AddMinutes(i)), Files(i), Cancellation);
        var first = await store.RuleSets.ListAsync(null, 2, Cancellation);

        await store.RuleSets.PublishAsync(Publication(Files(9), Noon.AddHours(1)), Files(9), Cancellation);
        var second = await store.RuleSets.ListAsync(first[^1], 2, Cancellation);

        Assert.Equal(
            [Files(3).Digest, Files(2).Digest, Files(1).Digest, Files(0).Digest],
            first.Concat(second).Select(one => one.Digest));
    }

    private static void AssertSameFiles(RuleFiles expected, RuleFiles? actual)
    {
        Assert.Equal(expected.Digest, actual!.Digest);
        Assert.Equal(expected.Files.Select(file => file.Path), actual.Files.Select(file => file.Path));
        foreach (var (one, other) in expected.Files.Zip(actual.Files))
            Assert.True(one.Content.Span.SequenceEqual(other.Content.Span), one.Path);
    }
}
