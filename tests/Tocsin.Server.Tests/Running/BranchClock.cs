using System.Globalization;

namespace Tocsin.Server.Tests.Running;

/// <summary>The simulated clock of a server: a file, which is replaced at once.</summary>
internal sealed class BranchClock
{
    private readonly string _file;

    /// <summary>Makes one that begins at a moment.</summary>
    public BranchClock(string file, DateTimeOffset begin)
    {
        _file = file;
        MoveTo(begin);
    }

    /// <summary>The latest moment that was set; the server's clock has gone on from it.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The setting that makes a server use it.</summary>
    public string Setting => $"Simulation:Clock={_file}";

    /// <summary>Moves on.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        Now = moment;
        File.WriteAllText(
            _file + ".part", moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        File.Move(_file + ".part", _file, overwrite: true);
    }
}
