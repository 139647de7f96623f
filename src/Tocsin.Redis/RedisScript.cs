using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Redis;

/// <summary>A script that runs inside Redis, and the hash by which Redis knows it.</summary>
internal sealed class RedisScript
{
    private RedisScript(string text)
    {
        Text = text;
#pragma warning disable CA5350 // Redis names scripts by SHA-1; nothing is protected by it.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    public string Text { get; }

    public byte[] Hash { get; }

    /// <summary>Joins the named files of this assembly.</summary>
    public static RedisScript Load(params ReadOnlySpan<string> files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(file)
                ?? throw new InvalidOperationException($"The script {file} is not in this assembly.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            text.Append(reader.ReadToEnd()).Append('\n');
        }

        return new RedisScript(text.ToString());
    }
}
