using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>Says how far a preview is and how fast it goes. Not thread-safe.</summary>
internal sealed class PreviewPace(TimeProvider clock)
{
    private PreviewPhase _phase;
    private long _began;
    private long _doneAtFirst;

    /// <summary>The progress in words; with a rate once something was done within the phase.</summary>
    public string Say(PreviewProgress progress)
    {
        if (progress.Phase != _phase)
        {
            _phase = progress.Phase;
            _began = clock.GetTimestamp();
            _doneAtFirst = progress.Done;
        }

        var seconds = clock.GetElapsedTime(_began).TotalSeconds;
        var words = PreviewText.Of(progress);
        var done = progress.Done - _doneAtFirst;
        return seconds <= 0 || done <= 0 ? words : $"{words}, {PreviewText.Count((long)(done / seconds))} a second";
    }
}
