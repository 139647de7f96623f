using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

/// <summary>
/// Runs in every measured server before its own code, put there by <c>DOTNET_STARTUP_HOOKS</c>: whoever connects to
/// its socket is told what the process has taken so far. So no server has to be changed to be measured. Nor does one
/// outlive whoever measures it, however that ends. The name, and that it stands in no namespace, are the runtime's.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that names the socket's file.</summary>
    private const string SocketVariable = "TOCSIN_LOAD_SOCKET";

    /// <summary>The environment variable that names the process that measures, by its id.</summary>
    private const string ParentVariable = "TOCSIN_LOAD_PARENT";

    /// <summary>What has to be in the environment of a server that is measured.</summary>
    /// <param name="socket">The file of its socket.</param>
    public static IReadOnlyDictionary<string, string> Variables(string socket) => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [SocketVariable] = socket,
        [ParentVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 0 } path) return;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        new Thread(() => Answer(socket)) { IsBackground = true, Name = nameof(StartupHook) }.Start();
        if (int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), out var parent))
            new Thread(() => EndWith(parent)) { IsBackground = true, Name = nameof(StartupHook) }.Start();
    }

    private static void EndWith(int parent)
    {
        try
        {
            using var process = Process.GetProcessById(parent);
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        Environment.Exit(1);
    }

    private static void Answer(Socket socket)
    {
        while (true)
        {
            using var asked = socket.Accept();
            var reading = string.Create(CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes()} {GC.GetTotalPauseDuration().Ticks} "
                + $"{Environment.CpuUsage.TotalTime.Ticks} {GC.CollectionCount(0)} {Environment.WorkingSet}");
            asked.Send(System.Text.Encoding.ASCII.GetBytes(reading));
        }
    }
}
