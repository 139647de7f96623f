using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>Where no event tells: a file system that sends none, or one of another machine.</summary>
public sealed partial class RuleFolderFeedTests
{
    [Theory]
    [InlineData("now")]
    [InlineData("as before")]
    [InlineData("long ago")]
    [InlineData("in the future")]
    public async Task Next_WithoutEvents_FindsNewBytesWhateverTheirTime(string when)
    {
        (_settings.UseEvents, _settings.PollMs) = (false, 100);
        await SeenAsync(Old);
        var before = File.GetLastWriteTimeUtc(At("x.json"));

        // As long as the old ones.
        Write("x.json", New);
        if (when == "as before") File.SetLastWriteTimeUtc(At("x.json"), before);
        if (when == "long ago") File.SetLastWriteTimeUtc(At("x.json"), DateTime.UnixEpoch);
        if (when == "in the future") File.SetLastWriteTimeUtc(At("x.json"), before.AddYears(10));

        await SeenAsync(New);
    }

    [Fact]
    public async Task Next_WithoutEvents_FindsAFolderThatGoesAndComes()
    {
        (_settings.UseEvents, _settings.PollMs) = (false, 100);
        await SeenAsync(Old);
        Directory.Move(_settings.Folder, _settings.Folder + "-old");
        await FoundAsync(look => look.Files is null);
        Directory.Move(_settings.Folder + "-old", _settings.Folder);

        await SeenAsync(Old);
    }

    [Fact]
    public async Task Next_WithoutEvents_GivesWhatIsThereAgainAndAgain()
    {
        (_settings.UseEvents, _settings.PollMs) = (false, 100);
        var first = await NextAsync();

        Assert.True(first.IsSameAs(await NextAsync()));
        Assert.True(first.IsSameAs(await NextAsync()));
    }

    [Fact]
    public async Task Next_LinkedFileOutsideOfTheFolder_IsFoundByLooking()
    {
        _settings.PollMs = 100;
        File.WriteAllText(_folder.At("shared.json"), Old);
        File.Delete(At("x.json"));
        File.CreateSymbolicLink(At("x.json"), _folder.At("shared.json"));
        await SeenAsync(Old);

        File.WriteAllText(_folder.At("shared.json"), New);

        await SeenAsync(New);
    }
}
