using Tocsin.Core.Rules;
using Tocsin.Server.Settings;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// The rules folder as it was when the process began, read while the rest of it starts: reading rules takes as long as
/// everything else. Whoever needs the same files takes what came of it. Thread-safe.
/// </summary>
internal sealed class EarlyReading
{
    private readonly DateOnly _today;
    private readonly Task<FolderLook> _look;
    private Task<RuleSetReading?>? _reading;

    private EarlyReading(RuleSettings settings, DateOnly today)
    {
        _today = today;
        _look = Task.Run(() => FolderLook.At(settings));
        _reading = ReadAsync();
    }

    /// <summary>Begins to read the folder where it is a source of rules.</summary>
    public static EarlyReading? Begin(RuleSettings settings, TimeProvider time) => settings.Source == "folder"
        ? new EarlyReading(settings, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) : null;

    /// <summary>What was read of files, once; null when others were read, or on another day, or it was taken.</summary>
    public async Task<RuleSetReading?> TakeAsync(Core.Rules.RuleFiles files, DateOnly today)
    {
        var reading = Interlocked.Exchange(ref _reading, null);
        return reading is not null && _today == today && (await _look).Files?.Digest == files.Digest
            ? await reading : null;
    }

    private async Task<RuleSetReading?> ReadAsync() =>
        (await _look).Files is { } files ? RuleSetReader.Read(files, _today) : null;
}
