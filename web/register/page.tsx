export default function RegisterPage() {
  return <p class="loading">To be built</p>;
}
